using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// A cache of what was computed for a combination of roles, filled by readers without locks: a value is published by one
/// compare-and-swap at the head of its bucket. A race may compute a value twice or lose one; that costs time, never correctness.
/// When <see cref="Limit"/> values are in, it starts afresh, so old combinations do not stay for ever.
/// </summary>
internal sealed class MemoTable<TValue>
    where TValue : class
{
    /// <summary>Values kept at most.</summary>
    internal const int Limit = 1024;

    // Most tenants have a handful of combinations, and there are many tenants.
    private const int FirstBuckets = 4;

    private Node?[]? _buckets;
    private int _count;
    private volatile bool _crowded;

    /// <summary>True once so many different combinations were in use that each should be kept small.</summary>
    public bool IsCrowded => _crowded;

    /// <summary>The value kept for exactly these roles under <paramref name="key"/> (compared by reference); null if none.</summary>
    public TValue? Find(ReadOnlySpan<RoleModel> roles, object? key)
    {
        if (Volatile.Read(ref _buckets) is not { } buckets)
            return null;

        for (var node = Volatile.Read(ref buckets[Bucket(roles, buckets.Length)]); node is not null; node = node.Next)
        {
            if (ReferenceEquals(node.Key, key) && roles.SequenceEqual(node.Roles))
                return node.Value;
        }

        return null;
    }

    public void Add(RoleModel[] roles, object? key, TValue value)
    {
        var buckets = Volatile.Read(ref _buckets) ?? new Node?[FirstBuckets];
        var count = Interlocked.Increment(ref _count);
        if (count > Limit)
        {
            _crowded = true;
            Volatile.Write(ref _count, 0);
            buckets = new Node?[FirstBuckets];
        }
        else if (count > buckets.Length * 4)
        {
            buckets = Grown(buckets);
        }

        Push(buckets, new Node(roles, key, value));
        Volatile.Write(ref _buckets, buckets);
    }

    private static Node?[] Grown(Node?[] buckets)
    {
        var larger = new Node?[buckets.Length * 4];
        foreach (var head in buckets)
        {
            for (var node = head; node is not null; node = node.Next)
                Push(larger, new Node(node.Roles, node.Key, node.Value));
        }

        return larger;
    }

    private static void Push(Node?[] buckets, Node node)
    {
        ref var head = ref buckets[Bucket(node.Roles, buckets.Length)];
        do
        {
            node.Next = Volatile.Read(ref head);
        }
        while (Interlocked.CompareExchange(ref head, node, node.Next) != node.Next);
    }

    private static int Bucket(ReadOnlySpan<RoleModel> roles, int buckets)
    {
        var hash = 0;
        foreach (var role in roles)
            hash = (hash * 31) + RuntimeHelpers.GetHashCode(role);
        return (hash ^ (hash >>> 16)) & (buckets - 1);
    }

    private sealed class Node(RoleModel[] roles, object? key, TValue value)
    {
        public readonly RoleModel[] Roles = roles;
        public readonly object? Key = key;
        public readonly TValue Value = value;
        public Node? Next;
    }
}
