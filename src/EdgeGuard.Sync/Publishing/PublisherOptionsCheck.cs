using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Publishing;

/// <summary>What attributes cannot say about <see cref="PublisherOptions"/>; reports all faults at once.</summary>
internal sealed class PublisherOptionsCheck : IValidateOptions<PublisherOptions>
{
    private static readonly TimeSpan ShortestBeat = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestBeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestSnapshot = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSnapshot = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, PublisherOptions options)
    {
        var faults = new List<string>();
        if (options.TailEntries < 2L * options.SnapshotEveryEntries)
            faults.Add(Fault(nameof(options.TailEntries), $"{options.TailEntries} is less than twice {nameof(options.SnapshotEveryEntries)}"));
        if (options.SnapshotEvery < ShortestSnapshot || options.SnapshotEvery > LongestSnapshot)
            faults.Add(Fault(nameof(options.SnapshotEvery), $"{options.SnapshotEvery} is not between {ShortestSnapshot} and {LongestSnapshot}"));
        if (options.BeatEvery < ShortestBeat || options.BeatEvery > LongestBeat)
            faults.Add(Fault(nameof(options.BeatEvery), $"{options.BeatEvery} is not between {ShortestBeat} and {LongestBeat}"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string Fault(string key, string what) => $"{PublisherOptions.SectionName}:{key}: {what}.";
}
