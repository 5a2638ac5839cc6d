using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Publishing;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Redis;

/// <summary>The log as Redis holds it: head, tail and channel. Bytes go in and come out unread. Thread-safe.</summary>
internal sealed class RedisLog(RedisLink link)
{
    private static readonly RedisValue Silent = RedisValue.EmptyString;

    /// <summary>Where Redis says that its log ends.</summary>
    public async Task<RedisHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return RedisHead.Parse(await database.StringGetAsync(link.Names.Head).ConfigureAwait(false));
    }

    /// <summary>Appends entries of one epoch, in order and without gaps, by one atomic script.</summary>
    /// <param name="epoch">Their epoch.</param>
    /// <param name="entries">At least one.</param>
    /// <param name="keep">How many entries the tail keeps.</param>
    /// <param name="publish">Whether subscribers are told; when not, a beat must follow.</param>
    /// <param name="cancellationToken">Cancels the wait for the connection.</param>
    public async Task<(AppendOutcome Outcome, RedisHead Head)> AppendAsync(
        Epoch epoch, IReadOnlyList<StoredEntry> entries, int keep, bool publish, CancellationToken cancellationToken)
    {
        var arguments = new RedisValue[4 + entries.Count];
        arguments[0] = epoch.ToString();
        arguments[1] = entries[0].Version;
        arguments[2] = keep;
        arguments[3] = publish ? (RedisValue)(byte[]?)link.Names.Changes : Silent;
        for (var i = 0; i < entries.Count; i++)
            arguments[4 + i] = entries[i].Bytes;

        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        var answer = (RedisResult[])(await database.ScriptEvaluateAsync(RedisScripts.Append, [link.Names.Head, link.Names.Tail], arguments)
            .ConfigureAwait(false))!;
        var outcome = (string?)answer[0] switch
        {
            "appended" => AppendOutcome.Appended,
            "present" => AppendOutcome.Present,
            "gap" => AppendOutcome.Gap,
            _ => AppendOutcome.Foreign,
        };
        return (outcome, RedisHead.Parse((string?)answer[1]));
    }

    /// <summary>Empties the tail and sets the head, if the head is still the one seen.</summary>
    public async Task<bool> TryResetAsync(RedisHead seen, RedisHead next, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return (bool)await database.ScriptEvaluateAsync(RedisScripts.Reset, [link.Names.Head, link.Names.Tail], [seen.Text, next.Text])
            .ConfigureAwait(false);
    }

    /// <summary>As <see cref="ReadTailAsync"/>, with the version that each is kept under.</summary>
    public async Task<SortedSetEntry[]> ReadTailWithVersionsAsync(long afterVersion, int limit, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.SortedSetRangeByScoreWithScoresAsync(link.Names.Tail, afterVersion, exclude: Exclude.Start, take: limit)
            .ConfigureAwait(false);
    }

    /// <summary>Encoded entries after a version, in order of version; they may begin later than asked, when the tail was trimmed.</summary>
    public async Task<RedisValue[]> ReadTailAsync(long afterVersion, int limit, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        return await database.SortedSetRangeByScoreAsync(link.Names.Tail, afterVersion, exclude: Exclude.Start, take: limit).ConfigureAwait(false);
    }

    /// <summary>Sends a message that is no entry.</summary>
    public async Task PublishAsync(byte[] message, CancellationToken cancellationToken)
    {
        var database = await DatabaseAsync(cancellationToken).ConfigureAwait(false);
        await database.PublishAsync(link.Names.Changes, message).ConfigureAwait(false);
    }

    private async ValueTask<IDatabase> DatabaseAsync(CancellationToken cancellationToken) =>
        (await link.GetAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();
}
