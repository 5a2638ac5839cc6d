using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// Puts an automaton together while a pattern is read from left to right (Thompson's construction). Used once.
/// </summary>
internal sealed class AutomatonBuilder
{
    /// <summary>More than this is not built: counts that multiply.</summary>
    public const int MaxSteps = 4096;

    private readonly List<Step> _steps = [];
    private readonly List<CharSet> _sets = [];

    /// <summary>True when the pattern holds what no automaton can say, or too much of it.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Where the next step comes.</summary>
    public int Count => _steps.Count;

    public void Fail() => HasFailed = true;

    public void Add(StepKind kind) => Add(new Step(kind));

    public void Add(char character) => Add(new Step(StepKind.Character, character));

    public void Add(CharSet set)
    {
        Add(new Step(StepKind.Set, _sets.Count));
        _sets.Add(set);
    }

    /// <summary>Ends the alternative that began at <paramref name="start"/>; the jump at the answered place will lead behind the last one.</summary>
    public int EndAlternative(int start)
    {
        Insert(start, new Step(StepKind.Fork, Count - start + 2));
        Add(StepKind.Jump);
        return Count - 1;
    }

    /// <summary>Leads the jumps at those places here.</summary>
    public void EndAlternatives(List<int>? jumps)
    {
        if (HasFailed)
            return;
        foreach (var jump in jumps ?? [])
            _steps[jump] = new Step(StepKind.Jump, Count - jump);
    }

    /// <summary>Repeats what began at <paramref name="start"/>.</summary>
    public void Repeat(int start, int low, int high)
    {
        if (HasFailed)
            return;

        var body = CollectionsMarshal.AsSpan(_steps)[start..].ToArray();
        var copies = high == int.MaxValue ? Math.Max(low, 1) : high;
        if (copies > MaxSteps || (body.Length + 1) * (long)copies > MaxSteps)
        {
            Fail();
            return;
        }

        _steps.RemoveRange(start, body.Length);
        for (var copy = 0; copy < low; copy++)
            _steps.AddRange(body);
        if (high == int.MaxValue)
        {
            if (low == 0)
            {
                Add(new Step(StepKind.Fork, body.Length + 2));
                _steps.AddRange(body);
                Add(new Step(StepKind.Jump, -(body.Length + 1)));
            }
            else
            {
                // Behind the last one that must be: once more, or on.
                Add(new Step(StepKind.Fork, 2));
                Add(new Step(StepKind.Jump, -(body.Length + 1)));
            }

            return;
        }

        for (var left = high - low; left > 0; left--)
        {
            Add(new Step(StepKind.Fork, left * (body.Length + 1)));
            _steps.AddRange(body);
        }
    }

    public Automaton Build()
    {
        Add(StepKind.Found);
        return new Automaton([.. _steps], [.. _sets]);
    }

    private void Add(Step step)
    {
        HasFailed |= _steps.Count > MaxSteps;
        if (!HasFailed)
            _steps.Add(step);
    }

    private void Insert(int place, Step step)
    {
        HasFailed |= _steps.Count > MaxSteps;
        if (!HasFailed)
            _steps.Insert(place, step);
    }
}
