using System.Globalization;
using System.Text;

namespace EdgeGuard.Engine.Targeting.Patterns;

// How often what was just written is repeated.
internal sealed partial class PatternTranslator
{
    private const int ManyTimes = 1000;

    /// <summary>Reads the quantifier of what was read last, if there is one.</summary>
    private bool ReadQuantifier(Atom atom, GroupKind kind)
    {
        int low;
        int high;
        switch (Peek(0))
        {
            case '*':
                (low, high) = (0, int.MaxValue);
                _place++;
                break;
            case '+':
                (low, high) = (1, int.MaxValue);
                _place++;
                break;
            case '?':
                (low, high) = (0, 1);
                _place++;
                break;
            case '{' when TryReadBraces(out low, out high, out var length):
                _place += length;
                break;
            default:
                return true;
        }

        if (low > high)
            return false;
        var isLazy = Peek(0) is '?';
        if (isLazy)
            _place++;

        if (kind == GroupKind.LookAhead)
            // A repetition that takes no text does not count: what need not be there is not there, what must be is there once.
            (low, high) = low == 0 ? (0, 0) : (1, 1);

        // What can be empty everywhere is as good as there, however often it must be; .NET would count.
        if (_mayBeEmpty && low > ManyTimes)
            low = 0;
        _mayBeEmpty |= low == 0;

        // Each repetition begins with the captures inside it unset.
        _automaton.Repeat(atom.Step, low, high);
        _output.Insert(atom.Output, "(?:" + Resets(atom.Captures));
        _output.Append(')').Append(CultureInfo.InvariantCulture, $"{{{low},");
        if (high < int.MaxValue)
            _output.Append(high);
        _output.Append(isLazy ? "}?" : "}");

        // Resets in nested repetitions multiply: too long is found before the end.
        return !IsTooLong;
    }

    private string Resets(int captures)
    {
        if (!RefersBack || captures == _captures)
            return "";
        var resets = new StringBuilder();
        for (var group = captures + 1; group <= _captures; group++)
            resets.Append(CultureInfo.InvariantCulture, $"(?({group})(?<-{group}>)|)");
        return resets.ToString();
    }

    /// <summary>
    /// <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>, at which the reading stands; anything else in braces is literal. Counts too large to matter are taken for the
    /// largest.
    /// </summary>
    private bool TryReadBraces(out int low, out int high, out int length)
    {
        length = 1;
        high = 0;
        if (!TryReadCount(ref length, out low))
            return false;
        high = low;
        if (Peek(length) is ',')
        {
            length++;
            if (!TryReadCount(ref length, out high))
                high = int.MaxValue;
        }

        return Peek(length++) is '}';
    }

    private bool TryReadCount(ref int ahead, out int count)
    {
        var first = ahead;
        long value = 0;
        for (; Peek(ahead) is { } digit && char.IsAsciiDigit(digit); ahead++)
            value = Math.Min((value * 10) + digit - '0', int.MaxValue);
        count = (int)value;
        return ahead > first;
    }
}
