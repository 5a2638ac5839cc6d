using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Previews;

/// <summary>The aliases that name another user afterwards, or none, or did not name one before: by the users that gain and lose them. Immutable.</summary>
internal sealed class ChangedAliases
{
    private static readonly Delta<Hash128> None = new([], []);

    private readonly Dictionary<Hash128, Delta<Hash128>> _byUser = [];

    public ChangedAliases(SnapshotModel before, SnapshotModel after, IEnumerable<Change> changes)
    {
        foreach (var alias in changes.Select(AliasOf).OfType<Hash128>().Distinct())
        {
            var (old, now) = (UserOf(before, alias), UserOf(after, alias));
            if (old == now)
                continue;
            if (old is { } loser)
                _byUser[loser] = Of(loser) with { Lost = Of(loser).Lost.Add(alias) };
            if (now is { } winner)
                _byUser[winner] = Of(winner) with { Gained = Of(winner).Gained.Add(alias) };
        }
    }

    /// <summary>Those of one user, by the hash of its id, in the order in which the changes name them.</summary>
    public Delta<Hash128> Of(Hash128 user) => _byUser.GetValueOrDefault(user, None);

    private static Hash128? AliasOf(Change change) => change switch
    {
        Change.AliasPut put => put.Alias,
        Change.AliasRemoved removed => removed.Alias,
        _ => null,
    };

    private static Hash128? UserOf(SnapshotModel model, Hash128 alias) =>
        model.Users.FindByAlias(alias) is >= 0 and var user ? model.Users.IdOf(user) : null;
}
