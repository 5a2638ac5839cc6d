using System.Numerics;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// The register of authorised requests in flight, found by user, by the subject key and the session of their token, by tenant and by
/// the second in which their token expires. Split into stripes by user, each under its own lock; adding and removing takes one lock and
/// does not allocate. Looking up a user takes one lock, anything else one per stripe. Thread-safe.
/// </summary>
/// <remarks>
/// Adding takes the same lock as looking up a user does. So a request that is added, and then still finds the snapshot current
/// from which it was decided, is seen by whoever swaps that snapshot and looks afterwards.
/// </remarks>
internal sealed class OpenRequests
{
    private readonly RequestStripe[] _stripes;

    public OpenRequests()
    {
        var count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Environment.ProcessorCount * 4, 8, 64));
        _stripes = new RequestStripe[count];
        for (var i = 0; i < count; i++)
            _stripes[i] = new RequestStripe();
    }

    /// <summary>Requests registered now; for figures only.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var stripe in _stripes)
                count += stripe.Count;
            return count;
        }
    }

    /// <summary>Registers a request under its present user.</summary>
    public void Add(OpenRequest request) => StripeOf(request.User).Add(request);

    /// <summary>Takes a request out; its user must be the one it was added under.</summary>
    public void Remove(OpenRequest request) => StripeOf(request.User).Remove(request);

    /// <summary>Adds the requests of a user to <paramref name="found"/>.</summary>
    public void OfUser(Hash128 user, List<OpenRequest> found) => StripeOf(user).OfUser(user, found);

    /// <summary>Adds the requests whose token names this subject key.</summary>
    public void OfSubject(Hash128 subject, List<OpenRequest> found)
    {
        foreach (var stripe in _stripes)
            stripe.OfSubject(subject, found);
    }

    /// <summary>Adds the requests whose token names this session.</summary>
    public void OfSession(Hash128 session, List<OpenRequest> found)
    {
        foreach (var stripe in _stripes)
            stripe.OfSession(session, found);
    }

    /// <summary>Adds the requests of a tenant.</summary>
    public void OfTenant(Hash128 tenant, List<OpenRequest> found)
    {
        foreach (var stripe in _stripes)
            stripe.OfTenant(tenant, found);
    }

    /// <summary>Adds all requests.</summary>
    public void All(List<OpenRequest> found)
    {
        foreach (var stripe in _stripes)
            stripe.All(found);
    }

    /// <summary>Adds the requests whose token expired in the seconds <paramref name="from"/> to <paramref name="to"/> (Unix seconds, inclusive), by <paramref name="now"/> (Unix milliseconds).</summary>
    public void Expired(long from, long to, long now, List<OpenRequest> found)
    {
        foreach (var stripe in _stripes)
            stripe.Expired(from, to, now, found);
    }

    // A keyed hash: any of its bits are evenly spread.
    private RequestStripe StripeOf(Hash128 user) => _stripes[(int)user.High & (_stripes.Length - 1)];
}
