using System.Buffers;
using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>
/// A pattern as a non-deterministic automaton, all of whose states are followed at once: what it costs is at most its size times that of the text, whatever the
/// pattern. Immutable; thread-safe; allocates nothing.
/// </summary>
internal sealed class Automaton(Step[] steps, CharSet[] sets)
{
    /// <summary>So many steps are gone for one text, with those that take no character: up to some 20 ms. A count, not a clock: the same answer everywhere.</summary>
    public const int MaxWork = 2_000_000;

    // Four numbers a step on the stack: 4 KiB.
    private const int MaxOnStack = 256;

    private readonly bool _isAnchored = steps[0].Kind == StepKind.TextStart;

    /// <summary>Steps.</summary>
    public int Size => steps.Length;

    /// <summary>Whether some piece of the text is as described; null when that is too much work.</summary>
    /// <param name="text">The text.</param>
    /// <param name="work">Steps that were gone.</param>
    [SkipLocalsInit]
    public bool? IsMatch(ReadOnlySpan<char> text, out int work)
    {
        var size = steps.Length;
        var rented = size > MaxOnStack ? ArrayPool<int>.Shared.Rent(4 * size) : null;
        var room = rented ?? stackalloc int[4 * MaxOnStack];
        try
        {
            var run = new Run(steps, sets, text, room, _isAnchored);
            var found = run.Go();
            work = run.Work;
            return found;
        }
        finally
        {
            if (rented is not null)
                ArrayPool<int>.Shared.Return(rented);
        }
    }

    private ref struct Run
    {
        private readonly ReadOnlySpan<Step> _steps;
        private readonly ReadOnlySpan<CharSet> _sets;
        private readonly ReadOnlySpan<char> _text;
        private readonly bool _isAnchored;

        // For each step the last place of the text, plus one, at which it was reached: no step is followed twice from one place.
        private readonly Span<int> _reached;
        private readonly Span<int> _open;
        private Span<int> _now;
        private Span<int> _next;
        private int _nowCount;
        private int _nextCount;

        public Run(ReadOnlySpan<Step> steps, ReadOnlySpan<CharSet> sets, ReadOnlySpan<char> text, Span<int> room, bool isAnchored)
        {
            var size = steps.Length;
            _steps = steps;
            _sets = sets;
            _text = text;
            _isAnchored = isAnchored;
            _reached = room[..size];
            _open = room.Slice(size, size);
            _now = room.Slice(2 * size, size);
            _next = room.Slice(3 * size, size);
            _reached.Clear();
        }

        /// <summary>Each step gone, at most once a place. What Take does is part of it: it looks at nothing that was not gone to before.</summary>
        public int Work { get; private set; }

        public bool? Go()
        {
            for (var place = 0; ; place++)
            {
                if (_nowCount == 0 && place > 0)
                {
                    if (_isAnchored)
                        return false;
                    place = SkipTo(place);
                }

                // Every place may be the first one of a match.
                if ((place == 0 || !_isAnchored) && Follow(0, place, _now, ref _nowCount))
                    return true;
                if (place == _text.Length)
                    return false;
                if (Work > MaxWork)
                    return null;
                if (Take(_text[place], place + 1))
                    return true;

                var now = _now;
                _now = _next;
                _nowCount = _nextCount;
                _next = now;
                _nextCount = 0;
            }
        }

        /// <summary>Goes from each step that takes this character; answers whether the pattern is found.</summary>
        private bool Take(char character, int place)
        {
            foreach (var number in _now[.._nowCount])
            {
                var step = _steps[number];
                var takes = step.Kind == StepKind.Character ? step.Argument == character : _sets[step.Argument].Contains(character);
                if (takes && Follow(number + 1, place, _next, ref _nextCount))
                    return true;
            }

            return false;
        }

        /// <summary>
        /// Gathers all steps that take a character and are reached from a step without taking one; answers whether the pattern is found.
        /// </summary>
        private bool Follow(int number, int place, Span<int> states, ref int count)
        {
            if (!Reach(number, place))
                return false;

            var open = 0;
            _open[open++] = number;
            while (open > 0)
            {
                Work++;
                number = _open[--open];
                var step = _steps[number];
                switch (step.Kind)
                {
                    case StepKind.Found:
                        return true;
                    case StepKind.Character or StepKind.Set:
                        states[count++] = number;
                        continue;
                    case StepKind.Jump:
                        Open(number + step.Argument, place, ref open);
                        continue;
                    case StepKind.Fork:
                        Open(number + step.Argument, place, ref open);
                        break;
                    case StepKind.TextStart when place > 0:
                    case StepKind.TextEnd when place < _text.Length:
                    case StepKind.WordEdge when !IsWordEdge(place):
                    case StepKind.NoWordEdge when IsWordEdge(place):
                        continue;
                }

                Open(number + 1, place, ref open);
            }

            return false;
        }

        private readonly void Open(int number, int place, ref int open)
        {
            if (Reach(number, place))
                _open[open++] = number;
        }

        private readonly bool Reach(int number, int place)
        {
            ref var reached = ref _reached[number];
            if (reached == place + 1)
                return false;
            reached = place + 1;
            return true;
        }

        private readonly bool IsWordEdge(int place) =>
            (place > 0 && CharSet.Words.Contains(_text[place - 1])) != (place < _text.Length && CharSet.Words.Contains(_text[place]));

        /// <summary>With nothing begun, the next place where something can begin.</summary>
        private readonly int SkipTo(int place)
        {
            if (_steps[0].Kind != StepKind.Character)
                return place;
            var next = _text[place..].IndexOf((char)_steps[0].Argument);
            return next < 0 ? _text.Length : place + next;
        }
    }
}
