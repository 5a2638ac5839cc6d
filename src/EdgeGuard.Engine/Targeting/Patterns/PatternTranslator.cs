using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// Reads a JavaScript pattern without flags (ECMA-262 section 22.2 with Annex B.1.2, as V8 reads it). On the way it builds an automaton and, for those that look around or
/// refer back, spells a .NET pattern that matches the same texts; README.md says how each difference is closed. One pass; used once.
/// </summary>
internal sealed partial class PatternTranslator(string pattern)
{
    /// <summary>Characters of a pattern, and of the .NET pattern where that is needed. Longer ones never match.</summary>
    public const int MaxLength = 1 << 15;

    // V8 has a limit of its own, which depends on its stack.
    private const int MaxDepth = 250;

    private readonly PatternFacts _facts = new(pattern);
    private readonly StringBuilder _output = new();
    private readonly AutomatonBuilder _automaton = new();
    private int _place;
    private int _captures;
    private int _depth;

    // Whether what was read last can match the empty text wherever it stands.
    private bool _mayBeEmpty;

    /// <summary>The pattern as an automaton; null when it looks around, refers back, or would be too large.</summary>
    public Automaton? Automaton => _automaton.HasFailed ? null : _automaton.Build();

    private bool RefersBack => _backReferences ??= FindBackReference();

    private bool IsTooLong => pattern.Length > MaxLength || (_output.Length > MaxLength && (RefersBack || _automaton.HasFailed));

    /// <summary>The .NET pattern; null when JavaScript refuses the pattern, or when it is too long or nested too deep.</summary>
    public string? Translate()
    {
        if (IsTooLong || _facts.HasRepeatedName)
            return null;
        return ReadAlternatives() && _place == pattern.Length && !IsTooLong ? _output.ToString() : null;
    }

    /// <summary>Reads up to the end or to the bracket that closes the group.</summary>
    private bool ReadAlternatives()
    {
        var isEmpty = false; // Some alternative matches nothing, wherever it stands.
        var mayBeEmpty = true;
        var start = _automaton.Count;
        List<int>? jumps = null;
        while (_place < pattern.Length && pattern[_place] != ')')
        {
            if (pattern[_place] == '|')
            {
                _place++;
                _output.Append('|');
                (jumps ??= []).Add(_automaton.EndAlternative(start));
                start = _automaton.Count;
                isEmpty |= mayBeEmpty;
                mayBeEmpty = true;
                continue;
            }

            if (!ReadTerm())
                return false;
            mayBeEmpty &= _mayBeEmpty;
        }

        _automaton.EndAlternatives(jumps);
        _mayBeEmpty = isEmpty | mayBeEmpty;
        return _place == pattern.Length || _depth > 0;
    }

    private bool ReadTerm()
    {
        var atom = new Atom(_output.Length, _automaton.Count, _captures);
        _mayBeEmpty = false;
        switch (pattern[_place])
        {
            case '^':
                _place++;
                _output.Append("\\A");
                _automaton.Add(StepKind.TextStart);
                return true; // A quantifier that follows finds nothing to repeat.
            case '$':
                _place++;
                _output.Append("\\z");
                _automaton.Add(StepKind.TextEnd);
                return true;
            case '\\' when Peek(1) is 'b':
                _place += 2;
                WriteWordEdge(negated: false);
                return true;
            case '\\' when Peek(1) is 'B':
                _place += 2;
                WriteWordEdge(negated: true);
                return true;
            case '*' or '+' or '?':
                return false;
            case '{' when TryReadBraces(out _, out _, out _):
                return false;
            case '(':
                if (!ReadGroup(out var kind))
                    return false;
                _mayBeEmpty &= kind is GroupKind.Plain or GroupKind.Named;
                return kind == GroupKind.LookBehind || ReadQuantifier(atom, kind);
            case '.':
                _place++;
                WriteSet(CharSet.Dot);
                break;
            case '[':
                if (!ReadClass())
                    return false;
                break;
            case '\\':
                if (!ReadEscape())
                    return false;
                break;
            case var literal:
                _place++;
                WriteLiteral(literal);
                break;
        }

        return ReadQuantifier(atom, GroupKind.Plain);
    }

    private bool ReadGroup(out GroupKind kind)
    {
        kind = GroupKind.Plain;
        if (++_depth > MaxDepth)
            return false;
        if (Peek(1) is not '?')
        {
            _place++;
            WriteCapture();
        }
        else if (!ReadGroupHead(out kind))
        {
            return false;
        }

        if (!ReadAlternatives() || _place == pattern.Length)
            return false;
        _place++;
        _depth--;
        _output.Append(')');
        return true;
    }

    private bool ReadGroupHead(out GroupKind kind)
    {
        var rest = pattern.AsSpan(_place);
        kind = rest switch
        {
            _ when rest.StartsWith("(?:") => GroupKind.Plain,
            _ when rest.StartsWith("(?=") || rest.StartsWith("(?!") => GroupKind.LookAhead,
            _ when rest.StartsWith("(?<=") || rest.StartsWith("(?<!") => GroupKind.LookBehind,
            _ => GroupKind.Named,
        };
        if (kind == GroupKind.Named)
        {
            if (!rest.StartsWith("(?<"))
                return false;
            _place += 3;
            WriteCapture();
            return GroupName.TryRead(pattern, ref _place, out _);
        }

        var length = kind == GroupKind.LookBehind ? 4 : 3;
        if (kind != GroupKind.Plain)
            _automaton.Fail();
        _output.Append(rest[..length]);
        _place += length;
        return true;
    }

    /// <summary>Groups keep what they matched only where it is asked for.</summary>
    private void WriteCapture()
    {
        _captures++;
        _output.Append(RefersBack ? "(" : "(?:");
    }

    private void WriteWordEdge(bool negated)
    {
        _automaton.Add(negated ? StepKind.NoWordEdge : StepKind.WordEdge);
        var word = CharSet.Words;
        _output.Append(negated ? $"(?:(?<={word})(?={word})|(?<!{word})(?!{word}))" : $"(?:(?<={word})(?!{word})|(?<!{word})(?={word}))");
    }

    private void WriteSet(CharSet set)
    {
        _automaton.Add(set);
        _output.Append(set);
    }

    private void WriteLiteral(int character)
    {
        _automaton.Add((char)character);
        if (char.IsAsciiLetterOrDigit((char)character))
            _output.Append((char)character);
        else
            _output.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}");
    }

    /// <summary>The character so many places on; null past the end.</summary>
    private char? Peek(int ahead) => _place + ahead < pattern.Length ? pattern[_place + ahead] : null;

    /// <summary>Where something begins that a quantifier may repeat: in the .NET pattern, in the automaton, and after how many captures.</summary>
    private readonly record struct Atom(int Output, int Step, int Captures);
}
