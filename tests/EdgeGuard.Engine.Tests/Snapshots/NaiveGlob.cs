namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Pattern matching as one would define it: a star is nothing, or one character and a star.</summary>
internal static class NaiveGlob
{
    public static bool IsMatch(string pattern, string name)
    {
        if (pattern.Length == 0)
            return name.Length == 0;
        if (pattern[0] == '*')
            return IsMatch(pattern[1..], name) || (name.Length > 0 && IsMatch(pattern, name[1..]));
        return name.Length > 0 && name[0] == pattern[0] && IsMatch(pattern[1..], name[1..]);
    }
}
