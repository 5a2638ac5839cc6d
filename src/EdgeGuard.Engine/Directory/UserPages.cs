using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Directory;

/// <summary>Rows of users that lie together, as the pages in which <see cref="UserTable"/> keeps them.</summary>
/// <param name="Ids">Hashes of their ids.</param>
/// <param name="Sets">Numbers of their group sets.</param>
internal sealed record UserPages(Hash128[][] Ids, int[][] Sets);
