namespace EdgeGuard.Scim.Admin.Answers;

/// <summary>A registered edge in a list.</summary>
internal sealed record EdgeItem(string Key);
