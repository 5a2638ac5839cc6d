using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>
/// An operator-precedence parser: <c>not</c> before <c>and</c> before <c>or</c>, brackets on an explicit stack. Nesting costs
/// heap and is bounded; it never costs call stack, whose overflow would end the process.
/// </summary>
internal sealed class FilterMachine(FilterCursor cursor, ResourceDefinition definition, Leniency leniency)
{
    private readonly Stack<FilterNode> _operands = new();

    private readonly Stack<Pending> _pending = new();

    /// <summary>The attribute whose brackets we are within, and where they began; null outside.</summary>
    private AttributePath? _scope;

    private int _depth;

    private int _terms;

    private enum Pending
    {
        Or,
        And,
        Not,
        Parenthesis,
        Bracket,
    }

    /// <summary>With a scope, reads up to and including its closing bracket; without one, all of the text.</summary>
    public Result<FilterNode> Run(AttributePath? scope)
    {
        _scope = scope;
        bool ownBracket = scope is not null;
        while (true)
        {
            // 1. An operand, with any "not" and "(" before it.
            if (ReadOperand(out bool opened) is { } operandError)
                return operandError;
            if (opened)
                continue;

            // 2. What closes, then "and", "or" or the end.
            while (true)
            {
                cursor.SkipBlanks();
                int at = cursor.Position;
                if (cursor.IsAtEnd)
                    return ownBracket || _pending.Any(pending => pending is Pending.Parenthesis or Pending.Bracket) ? Fault(at, "a bracket is not closed") : Finish();
                if (cursor.TryTake(')'))
                {
                    if (!CloseParenthesis())
                        return Fault(at, "this bracket closes nothing");
                }
                else if (cursor.TryTake(']'))
                {
                    ReduceTo(Pending.Or);
                    if (_pending.Count == 0 && ownBracket)
                        return Finish();
                    if (_pending.Count == 0 || _pending.Peek() != Pending.Bracket)
                        return Fault(at, "this bracket closes nothing");
                    if (CloseBracket() is { } bracketError)
                        return bracketError;
                }
                else
                {
                    var word = cursor.TakeWord();
                    bool and = word.Equals("and", StringComparison.OrdinalIgnoreCase);
                    if (!and && !word.Equals("or", StringComparison.OrdinalIgnoreCase))
                        return Fault(at, "expected and, or or the end");
                    ReduceTo(and ? Pending.And : Pending.Or);
                    _pending.Push(and ? Pending.And : Pending.Or);
                    break;
                }
            }
        }
    }

    private Result<FilterNode> Finish()
    {
        ReduceTo(Pending.Or);
        return _operands.Pop();
    }

    private ScimError? ReadOperand(out bool opened)
    {
        opened = true;
        cursor.SkipBlanks();
        int at = cursor.Position;
        if (cursor.TryTake('('))
            return Open(Pending.Parenthesis, at);

        var word = cursor.TakeWord();
        if (word.Equals("not", StringComparison.OrdinalIgnoreCase))
        {
            int afterWord = cursor.Position;
            cursor.SkipBlanks();
            if (cursor.TryTake('('))
            {
                _pending.Push(Pending.Not);
                return Open(Pending.Parenthesis, at);
            }

            cursor.Position = afterWord;
        }

        if (word.IsEmpty)
            return Fault(at, "expected an attribute name, not or a bracket");
        if (!TryResolve(word, out var path))
            return Fault(at, $"a {definition.Name} has no such attribute");
        if (cursor.TryTake('['))
            return OpenBracket(path, at);

        opened = false;
        return ReadComparison(path, at);
    }

    private ScimError? ReadComparison(AttributePath path, int at)
    {
        if (++_terms > ScimLimits.MaxFilterTerms)
            return ScimError.InvalidFilter($"The filter has more than {ScimLimits.MaxFilterTerms} terms.");
        var comparison = ComparisonReader.Read(cursor, path, at, leniency);
        if (!comparison.TryGet(out var node, out var error))
            return error;
        _operands.Push(node);
        return null;
    }

    private bool TryResolve(ReadOnlySpan<char> word, [NotNullWhen(true)] out AttributePath? path)
    {
        if (_scope is null)
        {
            return (definition.TryResolve(word, out path) || (leniency.Grants(Leniency.ShortNames) && definition.TryResolveInExtensions(word, out path)))
                && !path.IsWholeExtension;
        }

        path = _scope.Attribute!.SubAttributes.TryFind(word, out var sub) ? _scope with { Sub = sub } : null; // OpenBracket: a scope has an attribute
        return path is not null;
    }

    private ScimError? Open(Pending bracket, int at)
    {
        _pending.Push(bracket);
        return ++_depth > ScimLimits.MaxFilterDepth ? Fault(at, $"nested deeper than {ScimLimits.MaxFilterDepth}") : null;
    }

    private ScimError? OpenBracket(AttributePath path, int at)
    {
        if (_scope is not null)
            return Fault(at, "brackets within brackets");
        if (path.Sub is not null || path.Attribute!.SubAttributes.Count == 0) // a resolved path outside of a scope has an attribute
            return Fault(at, "only a complex attribute takes a filter in brackets");
        _scope = path;
        return Open(Pending.Bracket, at);
    }

    private bool CloseParenthesis()
    {
        ReduceTo(Pending.Or);
        if (_pending.Count == 0 || _pending.Peek() != Pending.Parenthesis)
            return false;
        _pending.Pop();
        _depth--;
        if (_pending.TryPeek(out var before) && before == Pending.Not)
        {
            _pending.Pop();
            _operands.Push(new FilterNode.Not(_operands.Pop()));
        }

        return true;
    }

    /// <summary>Also takes <c>emails[type eq "work"].value eq "x"</c>, which is not in the grammar but is what Entra sends (E5).</summary>
    private ScimError? CloseBracket()
    {
        _pending.Pop();
        _depth--;
        var scope = _scope!; // set by OpenBracket, which pushed the bracket just popped
        var term = _operands.Pop();
        if (cursor.TryTake('.'))
        {
            int at = cursor.Position;
            if (!TryResolve(cursor.TakeWord(), out var sub))
                return Fault(at, "there is no such sub-attribute");
            if (ReadComparison(sub, at) is { } error)
                return error;
            term = Join(term, _operands.Pop(), and: true);
        }

        _scope = null;
        _operands.Push(new FilterNode.ValuePath(scope, term));
        return null;
    }

    /// <summary>Applies the operators above the nearest bracket that bind at least as tightly as <paramref name="floor"/>.</summary>
    private void ReduceTo(Pending floor)
    {
        while (_pending.TryPeek(out var top) && top is Pending.And or Pending.Or && top >= floor)
        {
            _pending.Pop();
            var right = _operands.Pop();
            _operands.Push(Join(_operands.Pop(), right, top == Pending.And));
        }
    }

    private static FilterNode Join(FilterNode left, FilterNode right, bool and) => and
        ? new FilterNode.And([.. left is FilterNode.And l ? l.Terms : [left], .. right is FilterNode.And r ? r.Terms : [right]])
        : new FilterNode.Or([.. left is FilterNode.Or lo ? lo.Terms : [left], .. right is FilterNode.Or ro ? ro.Terms : [right]]);

    private static ScimError Fault(int position, string what) => ScimError.InvalidFilter($"The filter fails at position {position}: {what}.");
}
