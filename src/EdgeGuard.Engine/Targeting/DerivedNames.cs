namespace EdgeGuard.Engine.Targeting;

/// <summary>The four attributes that claims stand in for where the directory says nothing (SEMANTICS sections 6 and 10).</summary>
internal static class DerivedNames
{
    public const int Count = 4;

    /// <summary>Their names after <c>subject.</c> and <c>frontegg.</c>.</summary>
    private static readonly string[] Names = ["email", "emailVerified", "tenantId", "userId"];

    /// <summary>The claim that each is taken from.</summary>
    private static readonly string[] Claims = ["email", "email_verified", "tenantId", "id"];

    /// <summary>The number of the attribute; negative for any other name.</summary>
    public static int IndexOf(string name) => Array.IndexOf(Names, name);

    /// <summary>The number of the attribute taken from the claim; negative for any other claim.</summary>
    public static int IndexOfClaim(string claim) => Array.IndexOf(Claims, claim);
}
