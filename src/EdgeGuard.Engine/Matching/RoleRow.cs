namespace EdgeGuard.Engine.Matching;

/// <summary>Where the <see cref="RoleWord"/>s of one set lie among those of many.</summary>
internal readonly record struct RoleRow(int Start, int Count);
