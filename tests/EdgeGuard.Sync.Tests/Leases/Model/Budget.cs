namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>How often each thing may still happen in a state.</summary>
internal readonly record struct Budget(
    int EdgeCrashes, int ScimCrashes, int Leaves, int ScimLeaves, int Deactivations, int Reactivations, int OtherCommits, int Reveals, int IdleTicks,
    int Restores, int Losses, int TermsChanges)
{
    public static Budget Of(ModelSettings settings) => new(
        settings.EdgeCrashes, settings.ScimCrashes, settings.Leaves, settings.ScimLeaves, settings.Deactivations, settings.Reactivations,
        settings.OtherCommits, settings.Reveals, settings.IdleTicks, settings.Restores, settings.Losses, settings.TermsChanges);
}
