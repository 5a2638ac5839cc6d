using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>A message under way. Any one may come next, late, twice or never. Immutable.</summary>
internal abstract record Message
{
    private Message()
    {
    }

    public sealed record Ask(int Edge, int Scim, LeaseAsk Value) : Message;

    /// <summary>Bound to a stream, so it reaches no later life of the edge.</summary>
    public sealed record Grant(int Scim, int Edge, Incarnation Life, LeaseGrant Value) : Message;

    public sealed record Report(int Edge, int Scim, AppliedReport Value) : Message;

    public sealed record Release(int Edge, int Scim, LeaseRelease Value) : Message;

    /// <summary>Goes to the address <paramref name="Scim"/>, whoever lives there by then.</summary>
    public sealed record Request(int Asker, int Life, int Fence, int Scim, FenceRequest Value) : Message;

    public sealed record Answer(int Asker, int Life, int Fence, Incarnation Confirmed) : Message;

    /// <summary>Computed once: a message is hashed in every state in which it is under way.</summary>
    public ulong Fingerprint { get; private set; }

    public static Message Seal(Message message)
    {
        message.Fingerprint = message.Mix();
        return message;
    }

    private ulong Mix()
    {
        var mixer = new Mixer();
        switch (this)
        {
            case Ask(var edge, var scim, var ask):
                mixer.Add(1, edge, scim, ask.Number);
                mixer.Add(ask.Edge.Value).Add(ask.Applied.Digest);
                break;
            case Grant(var scim, var edge, var life, var grant):
                mixer.Add(2, edge, scim, grant.Number);
                mixer.Add(life.Value).Add(grant.Head.Digest).Add(grant.Length);
                break;
            case Report(var edge, var scim, var report):
                mixer.Add(3, edge, scim, 0);
                mixer.Add(report.Edge.Value).Add(report.Applied.Digest);
                break;
            case Release(var edge, var scim, var release):
                mixer.Add(4, edge, scim, 0);
                mixer.Add(release.Edge.Value);
                break;
            case Request(var asker, var life, var fence, var scim, var request):
                mixer.Add(5, asker, life, fence);
                mixer.Add(scim).Add(request.Scim.Value).Add(request.Version.Digest);
                break;
            case Answer(var asker, var life, var fence, var by):
                mixer.Add(6, asker, life, fence);
                mixer.Add(by.Value);
                break;
        }

        return mixer.Low;
    }
}
