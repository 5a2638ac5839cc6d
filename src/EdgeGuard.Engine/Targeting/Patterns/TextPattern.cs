using System.Text;
using System.Text.RegularExpressions;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// A customer's JavaScript pattern, ready to run on texts that come with requests. What can runs without backtracking, in time linear in the text;
/// the rest under a limit of time. Immutable; thread-safe.
/// </summary>
internal sealed class TextPattern
{
    /// <summary>After this long a pattern is given up, and does not match.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    // For ASCII texts and for all others; the same one unless the pattern asks for the edges of words, on which the two engines differ beyond ASCII.
    private readonly Regex? _ascii;
    private readonly Regex? _other;

    private TextPattern(string source, Regex? ascii, Regex? other)
    {
        Source = source;
        _ascii = ascii;
        _other = other;
    }

    /// <summary>The JavaScript pattern.</summary>
    public string Source { get; }

    /// <summary>False when JavaScript refuses the pattern: it never matches.</summary>
    public bool IsValid => _ascii is not null;

    /// <summary>True when no text can make it slow.</summary>
    public bool IsLinear => (_ascii?.Options & _other?.Options & RegexOptions.NonBacktracking) is not RegexOptions.None;

    public static TextPattern Compile(string source)
    {
        var translator = new PatternTranslator(source, asciiText: true);
        if (translator.Translate() is not { } ascii)
            return new TextPattern(source, ascii: null, other: null);

        var forAscii = Build(ascii, translator.NeedsBacktracking);
        if (!translator.HasWordEdge)
            return new TextPattern(source, forAscii, forAscii);
        return new TextPattern(source, forAscii, new PatternTranslator(source, asciiText: false).Translate() is { } other ? Build(other, needsBacktracking: true) : null);
    }

    /// <summary>Whether some piece of the text is as described; null when it took too long to say.</summary>
    public bool? IsMatch(ReadOnlySpan<char> text)
    {
        var regex = ReferenceEquals(_ascii, _other) || Ascii.IsValid(text) ? _ascii : _other;
        if (regex is null)
            return false;
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // The only way in which .NET says so.
            return null;
        }
    }

    private static Regex Build(string pattern, bool needsBacktracking)
    {
        if (!needsBacktracking)
        {
            try
            {
                return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
            }
            catch (NotSupportedException)
            {
                // Counts that multiply to more than its automaton may hold. Nothing but trying tells.
            }
        }

        return new Regex(pattern, RegexOptions.CultureInvariant, Limit);
    }
}
