using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// Spells a JavaScript pattern without flags (ECMA-262 section 22.2 with Annex B.1.2, as V8 reads it) as a .NET one that matches the same texts; README.md beside this
/// file says how each difference is closed. One pass; used once.
/// </summary>
internal sealed partial class PatternTranslator(string pattern, bool asciiText)
{
    // V8 has a limit of its own, which depends on its stack.
    private const int MaxDepth = 250;

    private readonly PatternFacts _facts = new(pattern);
    private readonly StringBuilder _output = new();
    private int _place;
    private int _captures;
    private int _depth;

    // Whether what was read last can match the empty text wherever it stands.
    private bool _mayBeEmpty;

    /// <summary>True when the engine that never backtracks cannot run it: it looks around or refers back.</summary>
    public bool NeedsBacktracking { get; private set; }

    /// <summary>True when it asks for the edge of a word, which is spelt in one way for ASCII texts and in another for all.</summary>
    public bool HasWordEdge { get; private set; }

    private bool RefersBack => _backReferences ??= FindBackReference();

    /// <summary>The .NET pattern; null when JavaScript refuses the pattern, or when it is nested too deep.</summary>
    public string? Translate() =>
        !_facts.HasTooManyCaptures && !_facts.HasRepeatedName && ReadAlternatives() && _place == pattern.Length ? _output.ToString() : null;

    /// <summary>Reads up to the end or to the bracket that closes the group.</summary>
    private bool ReadAlternatives()
    {
        var isEmpty = false; // Some alternative matches nothing, wherever it stands.
        var mayBeEmpty = true;
        while (_place < pattern.Length && pattern[_place] != ')')
        {
            if (pattern[_place] == '|')
            {
                _place++;
                _output.Append('|');
                isEmpty |= mayBeEmpty;
                mayBeEmpty = true;
                continue;
            }

            if (!ReadTerm())
                return false;
            mayBeEmpty &= _mayBeEmpty;
        }

        _mayBeEmpty = isEmpty | mayBeEmpty;
        return _place == pattern.Length || _depth > 0;
    }

    private bool ReadTerm()
    {
        var start = _output.Length;
        var captures = _captures;
        _mayBeEmpty = false;
        switch (pattern[_place])
        {
            case '^':
                _place++;
                _output.Append("\\A");
                return true; // A quantifier that follows finds nothing to repeat.
            case '$':
                _place++;
                _output.Append("\\z");
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
                return kind == GroupKind.LookBehind || ReadQuantifier(start, captures, kind);
            case '.':
                _place++;
                _output.Append(CharSet.Dot);
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

        return ReadQuantifier(start, captures, GroupKind.Plain);
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
        NeedsBacktracking |= kind != GroupKind.Plain;
        _output.Append(rest[..length]);
        _place += length;
        return true;
    }

    /// <summary>Groups keep what they matched only where it is asked for: the engine that never backtracks is the faster for it.</summary>
    private void WriteCapture()
    {
        _captures++;
        _output.Append(RefersBack ? "(" : "(?:");
    }

    private void WriteWordEdge(bool negated)
    {
        HasWordEdge = true;
        const string W = "[0-9A-Z_a-z]";
        if (asciiText)
            _output.Append(negated ? "\\B" : "\\b");
        else if (negated)
            _output.Append($"(?:(?<={W})(?={W})|(?<!{W})(?!{W}))");
        else
            _output.Append($"(?:(?<={W})(?!{W})|(?<!{W})(?={W}))");
    }

    private void WriteLiteral(int character)
    {
        if (char.IsAsciiLetterOrDigit((char)character))
            _output.Append((char)character);
        else
            _output.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}");
    }

    /// <summary>The character so many places on; null past the end.</summary>
    private char? Peek(int ahead) => _place + ahead < pattern.Length ? pattern[_place + ahead] : null;
}
