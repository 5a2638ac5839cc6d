using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using Google.Protobuf;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// What waits to be sent on one link: at most one message of each kind, the newest, for each makes the ones before it useless. So it is
/// bounded whatever the link does, and never waits for it. Any thread puts; one takes.
/// </summary>
internal sealed class LinkOutbox
{
    private readonly Lock _gate = new();
    private readonly WakeSignal _changed = new();
    private LeaseAsk? _ask;
    private LogHead? _report;
    private Witness? _witness;
    private bool _followAll;
    private bool _followSent;
    private bool _release;
    private bool _leaving;
    private bool _wanted;

    /// <summary>Whether there should be a stream: somebody is asked there, or may have to be told something.</summary>
    public bool IsWanted
    {
        get
        {
            lock (_gate)
                return _wanted;
        }

        set
        {
            lock (_gate)
            {
                if (_wanted == value)
                    return;
                _wanted = value;
                if (!value)
                    (_ask, _report, _witness) = (null, null, null);
            }

            _changed.Set();
        }
    }

    public void Put(in LeaseAsk ask)
    {
        lock (_gate)
        {
            // After the release it would make scim record an edge that has gone.
            if (_leaving)
                return;
            _ask = ask;
        }

        _changed.Set();
    }

    /// <summary>Takes back an Ask that has not been sent: another scim is asked.</summary>
    public void WithdrawAsk()
    {
        lock (_gate)
            _ask = null;
    }

    public void Put(in AppliedReport report)
    {
        lock (_gate)
            _report = report.Applied;
        _changed.Set();
    }

    public void Put(LogHead applied, ReadOnlyMemory<byte> message)
    {
        // The follower's bytes never change.
        var witness = new Witness { Applied = LeaseWire.ToWire(applied), Message = UnsafeByteOperations.UnsafeWrap(message) };
        lock (_gate)
            _witness = witness;
        _changed.Set();
    }

    public void Follow(bool all)
    {
        lock (_gate)
        {
            if (_followAll == all)
                return;
            _followAll = all;
        }

        _changed.Set();
    }

    /// <summary>From here on there are no Asks, not even one that waits: each would be recorded, and a fence wait for the record.</summary>
    public void PutRelease()
    {
        lock (_gate)
            (_release, _leaving, _ask) = (true, true, null);
        _changed.Set();
    }

    /// <summary>A stream begins: scim knows nothing of what was wanted on the last one.</summary>
    public void Restart()
    {
        lock (_gate)
            _followSent = false;
    }

    /// <summary>Waits until something may have changed.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    /// <summary>The next message to send. A release is the last.</summary>
    public bool TryTake([NotNullWhen(true)] out EdgeMessage? message)
    {
        lock (_gate)
        {
            if (_ask is { } ask)
            {
                message = new EdgeMessage { Ask = new Ask { Number = ask.Number, Applied = LeaseWire.ToWire(ask.Applied) } };
                _ask = null;
            }
            else if (_report is { } report)
            {
                message = new EdgeMessage { Applied = new Applied { Applied_ = LeaseWire.ToWire(report) } };
                _report = null;
            }
            else if (_followSent != _followAll)
            {
                message = new EdgeMessage { Follow = new Follow { All = _followAll } };
                _followSent = _followAll;
            }
            else if (_witness is { } witness)
            {
                message = new EdgeMessage { Witness = witness };
                _witness = null;
            }
            else if (_release)
            {
                message = new EdgeMessage { Release = new Release() };
                _release = false;
            }
            else
            {
                message = null;
            }
        }

        return message is not null;
    }
}
