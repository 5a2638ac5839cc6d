namespace EdgeGuard.Engine.Entitlements;

/// <summary>Treatments are texts, of which one says yes (SEMANTICS section 3).</summary>
internal static class Treatment
{
    public static bool IsTrue(string treatment) => string.Equals(treatment, "true", StringComparison.Ordinal);
}
