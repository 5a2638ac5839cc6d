namespace EdgeGuard.Cli.Verify;

/// <summary>Names of the story's catalog.</summary>
internal static class Permissions
{
    public const string Read = "documents.read";
    public const string Delete = "documents.delete";
    public const string All = "documents.*";
    public const string ViewerRole = "viewer";
    public const string AdminRole = "admin";
    public const string ReportsFeature = "reports";
}
