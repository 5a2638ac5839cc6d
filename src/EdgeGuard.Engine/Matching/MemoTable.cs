namespace EdgeGuard.Engine.Matching;

/// <summary>
/// A cache of what readers computed, filled by them without locks: a value is published by one compare-and-swap at the head of its
/// bucket. A race may compute a value twice or lose one; that costs time, never correctness. When it is full, it starts afresh, so old
/// values do not stay for ever.
/// </summary>
internal sealed class MemoTable<TValue>
    where TValue : class
{
    // Most tenants have a handful of values, and there are many tenants.
    private const int FirstBuckets = 4;

    private Node?[]? _buckets;
    private int _count;

    /// <summary>Values kept, looked at one by one.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            foreach (var head in Volatile.Read(ref _buckets) ?? [])
            {
                for (var node = head; node is not null; node = node.Next)
                    count++;
            }

            return count;
        }
    }

    /// <summary>The value kept for the key; null if none.</summary>
    public TValue? Find(ulong key)
    {
        if (Volatile.Read(ref _buckets) is not { } buckets)
            return null;

        for (var node = Volatile.Read(ref buckets[Bucket(key, buckets.Length)]); node is not null; node = node.Next)
        {
            if (node.Key == key)
                return node.Value;
        }

        return null;
    }

    /// <summary>Keeps a value; with more than <paramref name="limit"/> it is the only one.</summary>
    public void Add(ulong key, TValue value, int limit)
    {
        var known = Volatile.Read(ref _buckets);
        var buckets = known ?? new Node?[FirstBuckets];
        var count = Interlocked.Increment(ref _count);
        if (count > limit)
        {
            Volatile.Write(ref _count, 1);
            buckets = new Node?[FirstBuckets];
        }
        else if (count > buckets.Length * 4)
        {
            buckets = Grown(buckets);
        }

        Push(buckets, new Node(key, value));
        if (buckets != known)
            Interlocked.CompareExchange(ref _buckets, buckets, known);
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

    /// <summary>The finalizer of MurmurHash3: keys may be sets of bits, which fall together unless each bit moves all others.</summary>
    private static int Bucket(ulong key, int buckets)
    {
        key = (key ^ (key >> 33)) * 0xFF51AFD7ED558CCDUL;
        key = (key ^ (key >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return (int)(key >> 32) & (buckets - 1);
    }

    private sealed class Node(ulong key, TValue value)
    {
        public readonly ulong Key = key;
        public readonly TValue Value = value;
        public Node? Next;
    }
}
