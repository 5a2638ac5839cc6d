using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Publishing;

/// <summary>
/// Checks <see cref="PublisherOptions"/>; reports all faults at once, each by its key. Not with attributes: the generated validator drops the
/// message of a <c>[Range]</c>, and with it the key.
/// </summary>
internal sealed class PublisherOptionsCheck : IValidateOptions<PublisherOptions>
{
    private const int FewestTailEntries = 10;
    private const int MostEntries = 10_000_000;
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestSnapshot = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSnapshot = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PublisherOptions options)
    {
        var faults = new List<string>();
        if (options.TailEntries is < FewestTailEntries or > MostEntries)
            faults.Add(Fault(nameof(options.TailEntries), $"{options.TailEntries} is not between {FewestTailEntries} and {MostEntries}"));
        else if (options.TailEntries < 2L * options.SnapshotEveryEntries)
            faults.Add(Fault(nameof(options.TailEntries), $"{options.TailEntries} is less than twice {nameof(options.SnapshotEveryEntries)}"));
        if (options.SnapshotEveryEntries is < 1 or > MostEntries)
            faults.Add(Fault(nameof(options.SnapshotEveryEntries), $"{options.SnapshotEveryEntries} is not between 1 and {MostEntries}"));
        if (options.SnapshotEvery < ShortestSnapshot || options.SnapshotEvery > LongestSnapshot)
            faults.Add(Fault(nameof(options.SnapshotEvery), $"{options.SnapshotEvery} is not between {ShortestSnapshot} and {LongestSnapshot}"));
        if (options.BeatEvery < ShortestBeat || options.BeatEvery > LongestBeat)
            faults.Add(Fault(nameof(options.BeatEvery), $"{options.BeatEvery} is not between {ShortestBeat} and {LongestBeat}"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Fault(string key, string what) => $"{PublisherOptions.SectionName}:{key}: {what}.";
}
