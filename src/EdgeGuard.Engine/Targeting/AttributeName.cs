namespace EdgeGuard.Engine.Targeting;

/// <summary>The name of an attribute as a rule has it, and where such a name is looked up (SEMANTICS sections 6 and 10). Immutable.</summary>
internal readonly struct AttributeName
{
    private const string SubjectPrefix = "subject.";
    private const string FronteggPrefix = "frontegg.";
    private const string ClaimPrefix = "jwt.";

    public AttributeName(string full)
    {
        Full = full;
        Key = full;
        Derived = -1;
        if (full.StartsWith(SubjectPrefix, StringComparison.Ordinal))
        {
            Place = AttributePlace.Subject;
            Key = full[SubjectPrefix.Length..];
            Derived = DerivedNames.IndexOf(Key);
        }
        else if (full.StartsWith(FronteggPrefix, StringComparison.Ordinal) && DerivedNames.IndexOf(full[FronteggPrefix.Length..]) is >= 0 and var derived)
        {
            Place = AttributePlace.Subject;
            Key = full[FronteggPrefix.Length..];
            Derived = derived;
        }
        else if (full.StartsWith(ClaimPrefix, StringComparison.Ordinal))
        {
            Place = AttributePlace.Claims;
            Key = full[ClaimPrefix.Length..];
        }
    }

    /// <summary>As written.</summary>
    public string Full { get; }

    public AttributePlace Place { get; }

    /// <summary>Without the prefix that says the place.</summary>
    public string Key { get; }

    /// <summary>Which of <see cref="DerivedNames"/>; negative for none.</summary>
    public int Derived { get; }
}
