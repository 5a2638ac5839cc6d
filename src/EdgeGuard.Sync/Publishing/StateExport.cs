using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Publishing;

/// <summary>Gives the whole state away in the form in which Redis holds it: chunks, then the manifest that authenticates them. Thread-safe.</summary>
public sealed class StateExport
{
    private readonly ILogSource _source;
    private readonly StateCutter _cutter;
    private readonly MessageSeal _seal;

    /// <summary>Reads from <paramref name="source"/>, signs with <paramref name="keys"/>.</summary>
    public StateExport(ILogSource source, EnvironmentKeys keys, TimeProvider time)
    {
        _source = source;
        _cutter = new StateCutter(keys.Hasher, time);
        _seal = new MessageSeal(keys);
    }

    /// <summary>Reads the state in one consistent read, which lasts until the last chunk is taken, and gives each chunk to <paramref name="put"/>.</summary>
    /// <returns>The manifest's bytes.</returns>
    /// <exception cref="StateDamagedException">The rows are not the state that the log describes.</exception>
    public async Task<byte[]> WriteAsync(Func<byte[], Task> put, CancellationToken cancellationToken)
    {
        SnapshotManifest? manifest = null;
        await _source.ReadStateAsync(
            async (head, rows) => manifest = await _cutter.CutAsync(
                Hash128.Read(RandomNumberGenerator.GetBytes(Hash128.Size)), head, rows, PutAsync, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return manifest?.Encode(_seal) ?? throw new InvalidOperationException("The state was not read.");

        async Task<bool> PutAsync(int index, byte[] chunk)
        {
            await put(chunk).ConfigureAwait(false);
            return true;
        }
    }
}
