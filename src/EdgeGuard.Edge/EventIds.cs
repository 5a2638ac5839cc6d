namespace EdgeGuard.Edge;

/// <summary>Log event ids of this assembly: 2000 to 2999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
    // The host and its listeners: 2000 to 2099.
    public const int Listening = 2000;
    public const int DecisionsClosed = 2001;
    public const int StaleSocketRemoved = 2002;
    public const int Ready = 2010;
    public const int LeaseWatchFailed = 2011;

    // Authentication: 2100 to 2199.
    public const int TokenRefused = 2100;
    public const int KeysReplaced = 2101;
    public const int KeysUnusable = 2102;
    public const int KeysFailing = 2103;
    public const int KeysRecovered = 2104;
    public const int KeysOutlived = 2105;

    // The proxy: 2200 to 2299.
    public const int RequestRefused = 2200;
    public const int RequestDenied = 2201;
    public const int UnguardedEndpoint = 2202;
    public const int MethodRefused = 2203;

    // Decisions over gRPC: 2300 to 2399.
    public const int CallerRefused = 2300;
    public const int CheckAnswered = 2301;

    // Requests in flight: 2400 to 2499.
    public const int RequestsCut = 2400;
    public const int RequestsExpired = 2401;
    public const int HeldRequestsCut = 2402;
    public const int RequestExpiryFailed = 2403;
}
