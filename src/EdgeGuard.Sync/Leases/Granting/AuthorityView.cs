using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>What a <see cref="LeaseAuthority"/> holds at one moment, for people to look at; nothing may be decided by it. Immutable.</summary>
/// <param name="Scim">The process.</param>
/// <param name="Epoch">The log's epoch; null before the first reading.</param>
/// <param name="Floor">No Grant is given below this version.</param>
/// <param name="Fenced">Highest version known to be fenced; 0 for none.</param>
/// <param name="Terms">As last read.</param>
/// <param name="Edges">Those whose leases may run.</param>
public sealed record AuthorityView(Incarnation Scim, Epoch? Epoch, long Floor, long Fenced, LeaseTerms Terms, IReadOnlyList<GrantedEdge> Edges);
