namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>An Ask and where its answer goes.</summary>
public readonly record struct ReceivedAsk(LinkId Link, LeaseAsk Ask);
