namespace EdgeGuard.Scim.Configuration;

/// <summary>Which listener a connection came in by; set on the connection, so that no header can speak for another.</summary>
internal sealed class Listener
{
    /// <summary>SCIM, admin API and health.</summary>
    public static readonly Listener Api = new();

    /// <summary>Lease streams and fences, between the environment's own programs.</summary>
    public static readonly Listener Lease = new();

    private Listener()
    {
    }

    public static Listener? Of(HttpContext context) => context.Features.Get<Listener>();
}
