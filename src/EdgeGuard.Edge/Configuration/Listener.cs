namespace EdgeGuard.Edge.Configuration;

/// <summary>Which listener a connection came in by; set on the connection, so that no header can speak for another.</summary>
internal sealed class Listener
{
    public static readonly Listener Proxy = new();
    public static readonly Listener Decisions = new();
    public static readonly Listener DecisionsUnix = new();
    public static readonly Listener Health = new();

    private Listener()
    {
    }

    /// <summary>The listener of a request; null for one that is not ours (<c>Kestrel:Endpoints</c>), which serves nothing.</summary>
    public static Listener? Of(HttpContext context) => context.Features.Get<Listener>();
}
