using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Protocol.Schemas;

/// <summary>Attributes in schema order, found by name in any case (RFC 7643 section 2.1).</summary>
internal sealed class AttributeSet
{
    private readonly FrozenDictionary<string, int> _ranks;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _ranksBySpan;

    public AttributeSet(params IReadOnlyList<ScimAttribute> attributes)
    {
        All = attributes;
        _ranks = attributes.Select((attribute, rank) => (attribute, rank))
            .ToFrozenDictionary(pair => pair.attribute.Name, pair => pair.rank, StringComparer.OrdinalIgnoreCase);
        _ranksBySpan = _ranks.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static AttributeSet Empty { get; } = new();

    public IReadOnlyList<ScimAttribute> All { get; }

    public int Count => All.Count;

    /// <summary>The attribute's place in schema order, or -1.</summary>
    public int RankOf(ReadOnlySpan<char> name) => _ranksBySpan.TryGetValue(name, out int rank) ? rank : -1;

    public bool TryFind(ReadOnlySpan<char> name, [NotNullWhen(true)] out ScimAttribute? attribute)
    {
        int rank = RankOf(name);
        attribute = rank < 0 ? null : All[rank];
        return attribute is not null;
    }
}
