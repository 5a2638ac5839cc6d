using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Reads the cases of a document. One case of the document asks each of its questions of each subject in each tenant.</summary>
internal sealed class CaseReader(long? now, bool needsNow)
{
    private static readonly (string One, string Many, QuestionKind Kind)[] Kinds =
    [
        ("permission", "permissions", QuestionKind.Permission), ("role", "roles", QuestionKind.Role), ("feature", "features", QuestionKind.Feature),
    ];

    private static readonly string[] Members =
    [
        "name", "tenant", "tenants", "subject", "subjects", "permission", "role", "feature", "resource", "permissions", "roles", "features",
        "attributes", "claims", "issuedAt", "now", "expect",
    ];

    private static readonly (string Name, SubjectKeyKind Kind)[] Keys =
    [
        ("id", SubjectKeyKind.Id), ("userName", SubjectKeyKind.UserName), ("externalId", SubjectKeyKind.ExternalId), ("email", SubjectKeyKind.Email),
    ];

    public IEnumerable<PolicyCase> Read(DocumentValue value)
    {
        if (value.Map(Members) is not { } entry)
            return [];

        var name = entry.Text("name");
        var tenants = OneOrMany(entry, "tenant", "tenants", v => v.Text() is { } text ? new Named<string>(text, v.Place) : null);
        var subjects = OneOrMany(entry, "subject", "subjects", v => Subject(v) is { } subject ? new Named<SubjectName>(subject, v.Place) : null);
        var resource = entry.Find("resource") is { } r ? Resource(r) : default;
        var attributes = Attributes(entry);
        var issuedAt = entry.Instant("issuedAt") ?? SubjectClaim.NoToken;
        var at = entry.Instant("now") ?? now;
        if (at is null && needsNow && !entry.Has("now"))
            entry.Refuse("\"now\" is missing, here and in the document: the state gives something for a time, so the answer depends on it.");

        var questions = Questions(entry);
        return
            from tenant in tenants
            from subject in subjects
            from question in questions
            select new PolicyCase
            {
                Name = name,
                Place = PlaceOf(entry, tenants, tenant, subjects, subject, question),
                Tenant = tenant.Value,
                Subject = subject.Value,
                Question = new Question(question.Kind, question.Name) { Resource = resource, Attributes = attributes },
                IssuedAt = issuedAt,
                Now = at ?? 0,
                Expected = question.Expected,
            };
    }

    // The innermost of what makes this case another one than its neighbours.
    private static DocumentPlace PlaceOf(
        DocumentObject entry, List<Named<string>> tenants, Named<string> tenant, List<Named<SubjectName>> subjects, Named<SubjectName> subject, Asked question)
    {
        if (question.Place is { } place)
            return place;
        if (subjects.Count > 1)
            return subject.Place;
        return tenants.Count > 1 ? tenant.Place : entry.Place;
    }

    private static List<Named<T>> OneOrMany<T>(DocumentObject entry, string one, string many, Func<DocumentValue, Named<T>?> read)
    {
        if (entry.Has(one) && entry.Has(many))
            entry.Refuse($"\"{one}\" and \"{many}\" are both given.");
        else if (!entry.Has(one) && !entry.Has(many))
            entry.Refuse($"\"{one}\" is missing (or \"{many}\", for several).");
        var values = entry.Find(one) is { } single ? [single] : entry.Items(many).ToList();
        if (values.Count == 0 && entry.Find(many) is { Node.Kind: DocumentNodeKind.List } list)
            list.Refuse("This list may not be empty: nothing would be asked.");
        return [.. values.Select(read).OfType<Named<T>>()];
    }

    private static List<Asked> Questions(DocumentObject entry)
    {
        var single = Kinds.Where(k => entry.Has(k.One)).ToList();
        var tables = Kinds.Where(k => entry.Has(k.Many)).ToList();
        var expected = entry.Find("expect") is { } value ? ExpectedReader.Read(value) : default;
        if (single.Count + tables.Count == 0 || single.Count > 1 || (single.Count > 0 && tables.Count > 0))
        {
            entry.Refuse("A case asks one \"permission\", \"role\" or \"feature\" (with \"expect\"), or has tables: \"permissions\", \"roles\", \"features\".");
            return [];
        }

        if (single.Count == 0)
        {
            if (entry.Has("expect"))
                entry.Refuse("\"expect\" belongs to a single question; a table says itself what it expects.");
            return [.. tables.SelectMany(t => ExpectedReader.Table(entry.Find(t.Many)!.Value, t.Kind))];
        }

        entry.Required("expect");
        return entry.Find(single[0].One)!.Value.AnyText() is { } question ? [new Asked(single[0].Kind, question, expected, null)] : [];
    }

    private static SubjectName? Subject(DocumentValue value)
    {
        if (value.Node.Kind == DocumentNodeKind.Text)
            return value.Text() is { } id ? new SubjectName(SubjectKeyKind.Id, id, null) : null;
        if (value.Map([.. Keys.Select(k => k.Name), "of"]) is not { } entry)
            return null;
        var given = Keys.Where(k => entry.Has(k.Name)).ToList();
        if (given.Count == 1)
            return new SubjectName(given[0].Kind, entry.RequiredText(given[0].Name), entry.Text("of"));
        entry.Refuse("A subject is named by one of \"id\", \"userName\", \"externalId\" and \"email\".");
        return null;
    }

    // Names that are invalid may be asked about: the answer is INVALID_REQUEST.
    private static ResourceName Resource(DocumentValue value) =>
        value.Map("type", "id") is { } entry
            ? new ResourceName(entry.Required("type")?.AnyText() ?? "", entry.Required("id")?.AnyText() ?? "")
            : default;

    private static AttributeSet? Attributes(DocumentObject entry)
    {
        var (attributes, claims) = (Json(entry, "attributes"), Json(entry, "claims"));
        return attributes is null && claims is null ? null : AttributeSet.From(attributes ?? default, claims ?? default);
    }

    private static JsonElement? Json(DocumentObject entry, string name)
    {
        if (entry.Find(name) is not { } value)
            return null;
        if (value.Node.Kind == DocumentNodeKind.Map)
            return JsonElement.Parse(value.Json(), new JsonDocumentOptions { MaxDepth = DocumentNode.MaxDepth });
        value.Expected("an object");
        return null;
    }

    private sealed record Named<T>(T Value, DocumentPlace Place);
}
