using System.Collections.Immutable;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>A value of an attribute, as JavaScript would have it. A missing one, null and an invalid Date are the null reference.</summary>
internal abstract record Value
{
    private Value()
    {
    }

    public sealed record Text(string Chars) : Value;

    public sealed record Number(double Amount) : Value;

    public sealed record Truth(bool IsTrue) : Value;

    /// <summary>Whole milliseconds since 1970.</summary>
    public sealed record Date(double Time) : Value;

    /// <summary>An array; an element may be null.</summary>
    public sealed record List(ImmutableArray<Value?> Items) : Value;

    /// <summary>An object; only of empty ones are attributes made.</summary>
    public sealed record Thing : Value;
}
