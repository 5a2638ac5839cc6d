using System.Runtime.InteropServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Sessions;

/// <summary>One part of <see cref="OpenRequests"/>, with its lock. Thread-safe.</summary>
internal sealed class RequestStripe
{
    /// <summary>
    /// Slots of the expiry wheel, one second each: a slot holds all requests that expire in its second or a multiple of the wheel's
    /// turn later. More slots mean fewer requests that are looked at a turn too early.
    /// </summary>
    private const int WheelSlots = 256;

    private const int MillisecondsPerSecond = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<Hash128, OpenRequest?> _users = [];
    private readonly Dictionary<Hash128, OpenRequest?> _subjects = [];
    private readonly Dictionary<Hash128, OpenRequest?> _sessions = [];
    private readonly Dictionary<Hash128, OpenRequest?> _tenants = [];
    private readonly OpenRequest?[] _wheel = new OpenRequest?[WheelSlots];
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Add(OpenRequest request)
    {
        lock (_gate)
        {
            Push(_users, request.User, request, RequestLinks.User);
            Push(_subjects, request.Subject, request, RequestLinks.Subject);
            if (request.Token.SessionHash is { } session)
                Push(_sessions, session, request, RequestLinks.Session);
            Push(_tenants, request.Tenant, request, RequestLinks.Tenant);
            RequestList.Push(ref _wheel[SlotOf(request.Token.ExpiresAt / MillisecondsPerSecond)], request, RequestLinks.Expiry);
            _count++;
        }
    }

    public void Remove(OpenRequest request)
    {
        lock (_gate)
        {
            Unlink(_users, request.User, request, RequestLinks.User);
            Unlink(_subjects, request.Subject, request, RequestLinks.Subject);
            if (request.Token.SessionHash is { } session)
                Unlink(_sessions, session, request, RequestLinks.Session);
            Unlink(_tenants, request.Tenant, request, RequestLinks.Tenant);
            RequestList.Unlink(ref _wheel[SlotOf(request.Token.ExpiresAt / MillisecondsPerSecond)], request, RequestLinks.Expiry);
            _count--;
        }
    }

    public void OfUser(Hash128 user, List<OpenRequest> found) => Copy(_users, user, RequestLinks.User, found);

    public void OfSubject(Hash128 subject, List<OpenRequest> found) => Copy(_subjects, subject, RequestLinks.Subject, found);

    public void OfSession(Hash128 session, List<OpenRequest> found) => Copy(_sessions, session, RequestLinks.Session, found);

    public void OfTenant(Hash128 tenant, List<OpenRequest> found) => Copy(_tenants, tenant, RequestLinks.Tenant, found);

    public void All(List<OpenRequest> found)
    {
        lock (_gate)
        {
            foreach (var head in _users.Values)
                RequestList.CopyTo(head, RequestLinks.User, found);
        }
    }

    public void Expired(long from, long to, long now, List<OpenRequest> found)
    {
        lock (_gate)
        {
            for (var second = Math.Max(from, to - WheelSlots + 1); second <= to; second++)
            {
                for (var request = _wheel[SlotOf(second)]; request is not null; request = request.Links[RequestLinks.Expiry].Next)
                {
                    if (request.Token.ExpiresAt <= now)
                        found.Add(request);
                }
            }
        }
    }

    private static int SlotOf(long second) => (int)(second & (WheelSlots - 1));

    private static void Push(Dictionary<Hash128, OpenRequest?> index, Hash128 key, OpenRequest request, int link) =>
        RequestList.Push(ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _), request, link);

    private static void Unlink(Dictionary<Hash128, OpenRequest?> index, Hash128 key, OpenRequest request, int link)
    {
        ref var head = ref CollectionsMarshal.GetValueRefOrNullRef(index, key);
        RequestList.Unlink(ref head, request, link);
        if (head is null)
            index.Remove(key);
    }

    private void Copy(Dictionary<Hash128, OpenRequest?> index, Hash128 key, int link, List<OpenRequest> found)
    {
        lock (_gate)
        {
            if (index.TryGetValue(key, out var head))
                RequestList.CopyTo(head, link, found);
        }
    }
}
