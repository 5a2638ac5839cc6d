namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>A piece of a date text. Immutable.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">A number's value (nine digits of it, after the zeros in front), a symbol's character, a month, the hours of a half day or zone.</param>
/// <param name="Length">Characters.</param>
internal readonly record struct DateToken(DateTokenKind Kind, int Value = 0, int Length = 0)
{
    public bool IsSign => Kind == DateTokenKind.Symbol && (Value is '+' or '-');

    public bool IsEndOrSpace => Kind is DateTokenKind.End or DateTokenKind.Space;

    /// <summary>The letter Z alone.</summary>
    public bool IsZulu => Kind == DateTokenKind.Zone && Length == 1;

    public bool IsSymbol(char symbol) => Kind == DateTokenKind.Symbol && Value == symbol;

    /// <summary>A number of that many digits.</summary>
    public bool HasDigits(int digits) => Kind == DateTokenKind.Number && Length == digits;
}
