using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>What the machines of all explored states share: the clocks, and where a scim gets a new incarnation from.</summary>
internal sealed class Stage
{
    private World? _world;

    public Stage(ModelSettings settings)
    {
        EdgeClocks = [.. Enumerable.Range(0, settings.Edges).Select(_ => new ModelClock())];
        ScimClocks = [.. Enumerable.Range(0, settings.Scims).Select(_ => new ModelClock())];
        NextScimLives = [.. Enumerable.Range(0, settings.Scims).Select(scim => (Func<Incarnation>)(() => NextScimLife(scim)))];
    }

    public ModelClock[] EdgeClocks { get; }

    public ModelClock[] ScimClocks { get; }

    public Func<Incarnation>[] NextScimLives { get; }

    public static Incarnation EdgeLife(int edge, int life) => new(new Hash128(((ulong)edge * 1000) + (ulong)life, 1));

    public static Incarnation ScimLife(int scim, int life) => new(new Hash128(((ulong)scim * 1000) + (ulong)life, 2));

    /// <summary>Makes the clocks those of <paramref name="world"/>.</summary>
    public void Bind(World world)
    {
        _world = world;
        for (var edge = 0; edge < EdgeClocks.Length; edge++)
            EdgeClocks[edge].Now = world.Clocks[edge];
        for (var scim = 0; scim < ScimClocks.Length; scim++)
            ScimClocks[scim].Now = world.Clocks[EdgeClocks.Length + scim];
    }

    private Incarnation NextScimLife(int scim) => ScimLife(scim, ++_world!.ScimIncarnations[scim]);
}
