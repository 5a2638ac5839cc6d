using System.Globalization;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Redis;

/// <summary>
/// What Redis says its log's end is: a hint, never proof. <paramref name="Text"/> is the value as stored, empty for none, which
/// compare-and-set compares; unreadable text counts as an unknown epoch.
/// </summary>
internal readonly record struct RedisHead(string Text, Epoch Epoch, long Version)
{
    public static RedisHead None { get; } = new(string.Empty, default, 0);

    public static RedisHead Of(Epoch epoch, long version) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{epoch}:{version}"), epoch, version);

    public static RedisHead Parse(string? text)
    {
        if (text is not { Length: > 33 } || text[32] != ':'
            || !UInt128.TryParse(text.AsSpan(0, 32), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            return None with { Text = text ?? string.Empty };
        return new RedisHead(text, new Epoch(new Hash128((ulong)epoch, (ulong)(epoch >> 64))), version);
    }
}
