using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// When an Ask is due and whom it goes to (FENCE section 2 step 1): one scim each L/5, jittered, the same as long as it answers within
/// L/10; else at once the next. Times here only decide when to ask; what an answer is worth is the lease clock's matter. Thread-safe.
/// </summary>
internal sealed class AskRound(int scims, int first, TimeProvider time, Random random)
{
    /// <summary>L before the first Grant.</summary>
    public static readonly TimeSpan DefaultLength = TimeSpan.FromSeconds(10);

    private const int AsksPerLength = 5;
    private const int PatiencesPerLength = 10;

    /// <summary>The last part of each period is left to chance, so that edges that start together do not go on asking together.</summary>
    private const double Jitter = 0.2;

    private readonly Lock _gate = new();
    private readonly long _startedAt = time.GetTimestamp();
    private int _current = first;
    private TimeSpan _length = DefaultLength;
    private TimeSpan _nextAt;
    private TimeSpan _lastAt;
    private TimeSpan? _answerBy;
    private long _last;
    private long _awaited;
    private bool _broke;

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    /// <summary>L as the last Grant had it.</summary>
    public TimeSpan Length
    {
        get
        {
            lock (_gate)
                return _length;
        }
    }

    /// <summary>How long <see cref="Next"/> need not be called.</summary>
    public TimeSpan Wait
    {
        get
        {
            lock (_gate)
            {
                var until = _answerBy < _nextAt ? _answerBy.Value : _nextAt;
                var wait = until - Now;
                return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
            }
        }
    }

    /// <summary>What is to be done now.</summary>
    /// <param name="askNow">An Ask is due whatever the time.</param>
    /// <param name="isFailing">Scims known not to answer: they are passed over while there is another.</param>
    public AskStep Next(bool askNow, Func<int, bool> isFailing)
    {
        lock (_gate)
        {
            var now = Now;
            var unanswered = _answerBy <= now;
            var due = askNow || _nextAt <= now;
            if (_broke || unanswered)
            {
                // A lone scim that is slow is not asked faster for it; one that hung up has lost the Ask.
                due |= _broke || scims > 1;
                MoveOn(isFailing);
                _broke = false;
                _answerBy = null;
            }

            if (due)
                _nextAt = now + (_length / AsksPerLength * (1 - (Jitter * random.NextDouble())));
            return new AskStep(_current, due, unanswered);
        }
    }

    /// <summary>The Ask that was due is about to be sent.</summary>
    public void Asked(long number)
    {
        lock (_gate)
        {
            (_last, _lastAt) = (number, Now);
            if (_answerBy is not null)
                return;
            _awaited = number;
            _answerBy = _lastAt + (_length / PatiencesPerLength);
        }
    }

    /// <summary>A Grant has come.</summary>
    /// <returns>False when nobody waited for it any more.</returns>
    public bool Answered(LinkId scim, in LeaseGrant grant)
    {
        lock (_gate)
        {
            _length = TimeSpan.FromTicks(grant.Length / TimeSpan.NanosecondsPerTick);
            var latest = _lastAt + (_length / AsksPerLength);
            if (_nextAt > latest)
                _nextAt = latest; // Leases are shorter than was assumed.
            if (scim.Value != _current || _answerBy is null || grant.Number < _awaited)
                return false;

            _answerBy = grant.Number < _last ? _lastAt + (_length / PatiencesPerLength) : null;
            _awaited = _last;
            return true;
        }
    }

    /// <summary>The stream with a scim has ended.</summary>
    public void Broke(LinkId scim)
    {
        lock (_gate)
            _broke |= scim.Value == _current;
    }

    private void MoveOn(Func<int, bool> isFailing)
    {
        var next = (_current + 1) % scims;
        for (var i = 0; i < scims - 1; i++)
        {
            var candidate = (next + i) % scims;
            if (isFailing(candidate))
                continue;
            _current = candidate;
            return;
        }

        _current = next;
    }
}
