using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>What readers of several kinds of entry share.</summary>
internal static class Entries
{
    /// <summary>The first entry of each key; a second one is a fault.</summary>
    public static ImmutableArray<T> Unique<T, TKey>(
        ImmutableArray<T> entries, Func<T, TKey> key, Func<T, DocumentPlace> place, DocumentFaults faults)
        where TKey : notnull
    {
        var seen = new Dictionary<TKey, DocumentPlace>();
        var kept = ImmutableArray.CreateBuilder<T>(entries.Length);
        foreach (var entry in entries)
        {
            if (seen.TryAdd(key(entry), place(entry)))
                kept.Add(entry);
            else
                faults.Add(place(entry), $"This is the second entry for the same thing; the first is in line {seen[key(entry)].Position.Line}.");
        }

        return kept.DrainToImmutable();
    }

    /// <summary>Members <c>from</c> and <c>until</c>.</summary>
    public static ActivePeriod Period(DocumentObject entry)
    {
        var period = new ActivePeriod(entry.Instant("from") ?? ActivePeriod.Beginning, entry.Instant("until") ?? ActivePeriod.End);
        if (period.From > period.Until)
            entry.Refuse("\"from\" is later than \"until\".");
        return period;
    }

    /// <summary>
    /// Member <c>expiresAt</c>, which must be said: an entry whose end was forgotten must not last for ever (SEMANTICS section 9).
    /// </summary>
    public static long ExpiresAt(DocumentObject entry)
    {
        if (entry.Required("expiresAt") is not { } value)
            return 0;
        if (value.Node is { Kind: DocumentNodeKind.Text, Text: "never" } or { Kind: DocumentNodeKind.Number, Text: "-1" })
            return Never;
        var instant = value.Instant() ?? 0;
        if (instant == Never)
            value.Refuse("This one instant would read as \"never\" (−1): write \"never\", or another millisecond.");
        return instant;
    }

    /// <summary>Members <c>type</c> and <c>id</c> of an object.</summary>
    public static ResourceName Resource(DocumentObject entry)
    {
        var name = new ResourceName(entry.RequiredText("type"), entry.RequiredText("id"));
        if (name.Type.Length > ResourceName.MaxTypeLength)
            entry.Refuse($"A resource type has at most {ResourceName.MaxTypeLength} characters.");
        if (name.Id.Length > ResourceName.MaxIdLength)
            entry.Refuse($"A resource id has at most {ResourceName.MaxIdLength} characters.");
        return name;
    }

    /// <summary>An object of <c>type</c> and <c>id</c>.</summary>
    public static ResourceName Resource(DocumentValue value) => value.Map("type", "id") is { } entry ? Resource(entry) : default;

    private const long Never = -1;
}
