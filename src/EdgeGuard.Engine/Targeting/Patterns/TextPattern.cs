using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// A customer's JavaScript pattern, ready to run on texts that come with requests. What can runs as an automaton, in time linear in the text; what looks around or
/// refers back runs on .NET's backtracking engine under a limit of time. Immutable; thread-safe.
/// </summary>
/// <remarks>
/// .NET's own engine that does not backtrack gives the same answers, and costs 3.5 ms to build and 210 KB to keep a pattern; the automaton some microseconds and one
/// or two kilobytes.
/// </remarks>
internal sealed class TextPattern
{
    /// <summary>After this long .NET gives a pattern up, and it does not match.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);

    private readonly Automaton? _automaton;
    private readonly Regex? _regex;

    private TextPattern(string source, int size, Automaton? automaton, Regex? regex)
    {
        Source = source;
        Size = size;
        _automaton = automaton;
        _regex = regex;
    }

    /// <summary>The JavaScript pattern.</summary>
    public string Source { get; }

    /// <summary>What it costs to build and to keep: steps of its automaton, or characters of its .NET form, at least its own characters.</summary>
    public int Size { get; }

    /// <summary>False when JavaScript refuses the pattern, and when it is too long: it never matches.</summary>
    public bool IsValid => _automaton is not null || _regex is not null;

    /// <summary>True when it never backtracks.</summary>
    public bool IsLinear => _regex is null;

    public static TextPattern Compile(string source)
    {
        var translator = new PatternTranslator(source);
        if (translator.Translate() is not { } pattern)
            return new TextPattern(source, source.Length, automaton: null, regex: null);
        return translator.Automaton is { } automaton
            ? new TextPattern(source, Math.Max(source.Length, automaton.Size), automaton, regex: null)
            : new TextPattern(source, Math.Max(source.Length, pattern.Length), automaton: null, new Regex(pattern, RegexOptions.CultureInvariant, Limit));
    }

    /// <summary>Whether some piece of the text is as described; null when it took too long to say, or others took so long before.</summary>
    public bool? IsMatch(ReadOnlySpan<char> text, ref PatternBudget budget)
    {
        if (_automaton is not null)
            return budget.HasSteps ? Run(_automaton, text, ref budget) : null;
        if (_regex is not null)
            return budget.HasTime ? Run(_regex, text, ref budget) : null;
        return false;
    }

    private static bool? Run(Automaton automaton, ReadOnlySpan<char> text, ref PatternBudget budget)
    {
        var answer = automaton.IsMatch(text, out var work);
        budget.Spend(work);
        return answer;
    }

    private static bool? Run(Regex regex, ReadOnlySpan<char> text, ref PatternBudget budget)
    {
        // The one clock of the engine: .NET has no other measure of how far a pattern has gone back and forth.
        var start = Stopwatch.GetTimestamp();
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // The only way in which .NET says so.
            return null;
        }
        finally
        {
            budget.Spend(Stopwatch.GetElapsedTime(start));
        }
    }
}
