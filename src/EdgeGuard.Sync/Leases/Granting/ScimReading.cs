using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>One consistent read of the head row and the table <c>scim</c>, from the primary (FENCE section 2 step 6).</summary>
/// <param name="Epoch">The log's epoch.</param>
/// <param name="Unsettled">
/// The head row's mark of a young epoch: set in the statement that makes an epoch, by a restore and by a detected loss alike, and cleared
/// by a scim that has seen it for W. While it is set the table may lack scims whose leases still run.
/// </param>
/// <param name="Terms">The head row's terms.</param>
/// <param name="Rows">The scims.</param>
public sealed record ScimReading(Epoch Epoch, bool Unsettled, LeaseTerms Terms, IReadOnlyList<ScimRow> Rows);
