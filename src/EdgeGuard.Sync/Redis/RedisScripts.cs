namespace EdgeGuard.Sync.Redis;

/// <summary>
/// The scripts that keep the log from forking. Each names every key it touches in KEYS: Redis Cluster asks for it, and Garnet locks
/// exactly those (its scripts are atomic only with <c>--lua-transaction-mode</c>). Versions are compared and formatted as numbers up
/// to 2^53, which Lua 5.1 (Redis) and 5.4 (Garnet) both hold exactly; <c>%.0f</c> because <c>tostring</c> would give exponents; differences
/// are taken first, because sums must not pass 2^53.
/// </summary>
internal static class RedisScripts
{
    /// <summary>
    /// Appends entries in order. KEYS: head, tail. ARGV: epoch, version of the first entry, tail length, channel or empty to publish
    /// nothing, then the entries. Answers {outcome, head}. Entries that are there already are passed over; the head moves before
    /// anything is published, so a subscriber that reads it finds the entry.
    /// </summary>
    public const string Append = """
        local head = redis.call('GET', KEYS[1]) or ''
        local epoch, at = string.match(head, '^(%x+):(%d+)$')
        if epoch ~= ARGV[1] then return {'foreign', head} end
        at = tonumber(at)
        local first = tonumber(ARGV[2])
        if first > at + 1 then return {'gap', head} end
        local count = #ARGV - 4
        local start = at - first + 2
        if start > count then return {'present', head} end
        for i = start, count do
          redis.call('ZADD', KEYS[2], string.format('%.0f', first + (i - 1)), ARGV[4 + i])
        end
        local last = first + (count - 1)
        head = epoch .. ':' .. string.format('%.0f', last)
        redis.call('SET', KEYS[1], head)
        redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', last - tonumber(ARGV[3])))
        if ARGV[4] ~= '' then
          for i = start, count do
            redis.call('PUBLISH', ARGV[4], ARGV[4 + i])
          end
        end
        return {'appended', head}
        """;

    /// <summary>
    /// Gives the log a new start by compare-and-set: KEYS: head, tail. ARGV: the head that the caller saw (empty for none), the new head.
    /// Answers 1, or 0 when the head is another by now.
    /// </summary>
    public const string Reset = """
        if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
        redis.call('DEL', KEYS[2])
        redis.call('SET', KEYS[1], ARGV[2])
        return 1
        """;

    /// <summary>
    /// Stores one chunk while the writer still holds the lock, and extends the lock. KEYS: lock, chunk. ARGV: snapshot id, bytes, lock
    /// time in milliseconds. Answers 1, or 0 when the lock is lost.
    /// </summary>
    public const string PutChunk = """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[2], ARGV[2])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        return 1
        """;

    /// <summary>
    /// Makes a snapshot the newest while the writer still holds the lock, and gives the lock up. KEYS: lock, manifest. ARGV: snapshot id,
    /// manifest. Answers 1, or 0 when the lock is lost.
    /// </summary>
    public const string CommitSnapshot = """
        if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
        redis.call('SET', KEYS[2], ARGV[2])
        redis.call('DEL', KEYS[1])
        return 1
        """;

    /// <summary>Gives the lock up if the writer still holds it. KEYS: lock. ARGV: snapshot id.</summary>
    public const string ReleaseLock = """
        if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
        return 1
        """;
}
