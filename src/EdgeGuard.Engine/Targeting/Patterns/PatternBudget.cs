namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// What one decision has spent on customers' patterns. When one of the two kinds is used up, further patterns of that kind do not match and
/// warn, so that a decision takes a bounded time however many conditions it has. The default has spent nothing.
/// </summary>
internal struct PatternBudget
{
    /// <summary>Steps of automata in one decision, up to some 100 ms; the pattern that passes it may go on up to <see cref="Automaton.MaxWork"/>.</summary>
    public const int MaxSteps = 5 * Automaton.MaxWork;

    /// <summary>Time for patterns that backtrack in one decision; the pattern that passes it may go on up to <see cref="TextPattern.Limit"/>.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromMilliseconds(50);

    // What a list counts as a row takes some 100 ns: ten steps.
    private const int StepsOfARow = 10;

    /// <summary>Steps of automata so far.</summary>
    public int Steps { get; private set; }

    /// <summary>Time of patterns that backtrack so far.</summary>
    public TimeSpan Time { get; private set; }

    public readonly bool HasSteps => Steps < MaxSteps;

    public readonly bool HasTime => Time < MaxTime;

    /// <summary>The same work, in rows of a list.</summary>
    public readonly int Rows => (Steps / StepsOfARow) + (int)Time.Ticks;

    public void Spend(int steps) => Steps += steps;

    public void Spend(TimeSpan time) => Time += time;
}
