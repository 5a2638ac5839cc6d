using System.Collections.Concurrent;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>How often each thing was met. Thread-safe.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int this[string thing] => _counts.GetValueOrDefault(thing);

    public void Count(string thing) => _counts.AddOrUpdate(thing, 1, (_, count) => count + 1);

    public override string ToString() =>
        string.Join(Environment.NewLine, _counts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Value,9} {entry.Key}"));
}
