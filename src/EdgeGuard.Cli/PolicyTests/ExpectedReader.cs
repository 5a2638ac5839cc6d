using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Reads what cases expect.</summary>
internal static class ExpectedReader
{
    private static readonly Expected Allow = new(Allow: true, Reason.None);
    private static readonly Expected Deny = new(Allow: false, Reason.None);

    /// <summary><c>allow</c>, <c>deny</c> or <c>{deny: REASON}</c>.</summary>
    public static Expected Read(DocumentValue value)
    {
        if (value.Node.Kind == DocumentNodeKind.Map)
            return value.Map("deny")?.Required("deny") is { } reason && reason.Text() is { } code ? Denial(code, reason) : default;
        switch (value.Node.Text)
        {
            case "allow" when value.Node.Kind == DocumentNodeKind.Text:
                return Allow;
            case "deny" when value.Node.Kind == DocumentNodeKind.Text:
                return Deny;
            default:
                value.Expected("allow, deny or {deny: REASON}");
                return default;
        }
    }

    /// <summary><c>{allow: [names], deny: [names] or {REASON: [names]}}</c>.</summary>
    public static IEnumerable<Asked> Table(DocumentValue value, QuestionKind kind)
    {
        if (value.Map("allow", "deny") is not { } table)
            return [];
        if (!table.Has("allow") && !table.Has("deny"))
            table.Refuse("A table has \"allow\", \"deny\" or both.");
        var asked = table.Find("allow") is { } allow ? Row(allow, kind, Allow) : [];
        if (table.Find("deny") is not { } deny)
            return asked;
        if (deny.Node.Kind != DocumentNodeKind.Map)
            return asked.Concat(Row(deny, kind, Deny));

        var byReason = deny.Map([.. Expected.Reasons.Keys])!;
        if (deny.Node.Members.IsEmpty)
            deny.Refuse("No reason is given here.");
        return asked.Concat(Expected.Reasons.SelectMany(reason =>
            byReason.Find(reason.Key) is { } row ? Row(row, kind, new Expected(Allow: false, reason.Value)) : []));
    }

    private static List<Asked> Row(DocumentValue row, QuestionKind kind, Expected expected)
    {
        var asked = row.Items().Select(item => item.AnyText() is { } name ? new Asked(kind, name, expected, item.Place) : null).OfType<Asked>().ToList();
        if (row.Node is { Kind: DocumentNodeKind.List, Items.IsEmpty: true })
            row.Refuse("This list may not be empty: nothing would be asked.");
        return asked;
    }

    private static Expected Denial(string code, DocumentValue value)
    {
        if (Expected.Reasons.TryGetValue(code, out var reason))
            return new Expected(Allow: false, reason);
        value.Refuse($"\"{code}\" is no reason that the engine gives{Spelling.Hint(code, Expected.Reasons.Keys)}");
        return default;
    }
}
