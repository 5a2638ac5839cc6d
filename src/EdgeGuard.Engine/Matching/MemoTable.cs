namespace EdgeGuard.Engine.Matching;

/// <summary>
/// A cache of what readers computed, filled by them without locks: a value is published by one compare-and-swap at the head of its
/// bucket. A race may compute a value twice or lose one; that costs time, never correctness. When <see cref="Limit"/> values are in,
/// it starts afresh, so old ones do not stay for ever.
/// </summary>
internal sealed class MemoTable<TKey, TValue>
    where TKey : struct, IEquatable<TKey>
    where TValue : class
{
    /// <summary>Values kept at most.</summary>
    internal const int Limit = 1024;

    // Most tenants have a handful of values, and there are many tenants.
    private const int FirstBuckets = 4;

    private Node?[]? _buckets;
    private int _count;

    /// <summary>The value kept for the key; null if none.</summary>
    public TValue? Find(TKey key)
    {
        if (Volatile.Read(ref _buckets) is not { } buckets)
            return null;

        for (var node = Volatile.Read(ref buckets[Bucket(key, buckets.Length)]); node is not null; node = node.Next)
        {
            if (node.Key.Equals(key))
                return node.Value;
        }

        return null;
    }

    public void Add(TKey key, TValue value)
    {
        var buckets = Volatile.Read(ref _buckets) ?? new Node?[FirstBuckets];
        var count = Interlocked.Increment(ref _count);
        if (count > Limit)
        {
            Volatile.Write(ref _count, 1);
            buckets = new Node?[FirstBuckets];
        }
        else if (count > buckets.Length * 4)
        {
            buckets = Grown(buckets);
        }

        Push(buckets, new Node(key, value));
        Volatile.Write(ref _buckets, buckets);
    }

    private static Node?[] Grown(Node?[] buckets)
    {
        var larger = new Node?[buckets.Length * 4];
        for (var i = 0; i < buckets.Length; i++)
        {
            for (var node = Volatile.Read(ref buckets[i]); node is not null; node = node.Next)
                Push(larger, new Node(node.Key, node.Value));
        }

        return larger;
    }

    private static void Push(Node?[] buckets, Node node)
    {
        ref var head = ref buckets[Bucket(node.Key, buckets.Length)];
        do
        {
            node.Next = Volatile.Read(ref head);
        }
        while (Interlocked.CompareExchange(ref head, node, node.Next) != node.Next);
    }

    private static int Bucket(TKey key, int buckets)
    {
        var hash = key.GetHashCode();
        return (hash ^ (hash >>> 16)) & (buckets - 1);
    }

    private sealed class Node(TKey key, TValue value)
    {
        public readonly TKey Key = key;
        public readonly TValue Value = value;
        public Node? Next;
    }
}
