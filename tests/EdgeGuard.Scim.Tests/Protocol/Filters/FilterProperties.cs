using System.Text.Json.Nodes;
using CsCheck;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Filters;

public sealed class FilterProperties
{
    private static readonly Gen<string> Word = Gen.OneOf("", "a", "A", "ab", "b", "Work", "work", "é", "\"", "\\", "a\"b\\c", "東京", "😀", "\t\n", "%_", "and", ")]");

    /// <summary>A filter's text beside what it means, built together so that neither is derived from the other.</summary>
    private static readonly Gen<Meant> Filters = Nested(3);

    private static readonly Gen<Person> People = Gen.Select(
        Word.Null(), Gen.Bool.Nullable(), Gen.Select(Word.Null(), Word.Null(), (value, type) => new Email(value, type)).List[0, 3],
        (title, active, emails) => new Person(title, active, emails.Where(email => email.Value is not null || email.Type is not null).ToList()));

    [Fact]
    public void Matches_AnyFilterAndPerson_AgreesWithTheMeaning() =>
        Gen.Select(Filters, People).Sample(
            (filter, person) =>
            {
                var parsed = FilterParser.Parse(filter.Text, ResourceDefinition.User, Leniency.Providers);

                parsed.IsOk.ShouldBeTrue($"{filter.Text}: {parsed.Error?.Detail}");
                FilterEvaluator.Matches(parsed.Value, person.ToJson()).ShouldBe(filter.Holds(person), filter.Text);
            },
            iter: 3000);

    [Fact]
    public void Parse_Printed_IsTheSameFilter() =>
        Gen.Select(Filters, People).Sample(
            (filter, person) =>
            {
                var first = FilterParser.Parse(filter.Text, ResourceDefinition.User, Leniency.Providers).Value;

                var second = FilterParser.Parse(first.ToString(), ResourceDefinition.User).Value;

                second.ToString().ShouldBe(first.ToString());
                FilterEvaluator.Matches(second, person.ToJson()).ShouldBe(filter.Holds(person), filter.Text);
            },
            iter: 2000);

    [Fact]
    public void RequiredEqualities_OfAFilterThatMatches_AllMatch() =>
        Gen.Select(Filters, People).Sample(
            (filter, person) =>
            {
                if (!filter.Holds(person))
                    return;

                foreach (var (path, value) in Given.Filter(filter.Text).RequiredEqualities())
                    FilterEvaluator.Matches(Given.Filter($"{path} eq {Quote(value)}"), person.ToJson()).ShouldBeTrue($"{filter.Text} requires {path}");
            },
            iter: 3000);

    [Fact]
    public void Security_A3_Parse_MutatedText_IsAnAnswer() =>
        Gen.Select(Filters, Mutation.Of).Sample(
            (filter, mutation) =>
            {
                string text = mutation.Apply(filter.Text);
                var result = FilterParser.Parse(text, ResourceDefinition.User);

                if (result.IsOk)
                    FilterEvaluator.Matches(result.Value, new Person("a", true, [new Email("a", "work")]).ToJson());
                else
                    result.Error!.ScimType.ShouldBe("invalidFilter");
            },
            iter: 5000);

    private static Gen<Meant> Nested(int depth)
    {
        if (depth == 0)
            return Gen.OneOf(Titles(), Actives(), EmailTerms(), EmailBrackets());
        var inner = Nested(depth - 1);
        return Gen.OneOf(
            inner,
            Gen.Select(inner, inner, Gen.Bool, (a, b, brackets) => new Meant(Join(a, "and", b, brackets), person => a.Holds(person) && b.Holds(person))),
            Gen.Select(inner, inner, (a, b) => new Meant($"({a.Text} OR {b.Text})", person => a.Holds(person) || b.Holds(person))),
            inner.Select(a => new Meant($"not ({a.Text})", person => !a.Holds(person))));
    }

    /// <summary>An "or" carries its own brackets, so "and" may or may not have some.</summary>
    private static string Join(Meant a, string word, Meant b, bool brackets) =>
        brackets ? $"(({a.Text}) {word} ({b.Text}))" : $"{a.Text} {word} {b.Text}";

    private static Gen<Meant> Titles() => Gen.Select(
        Gen.OneOf("eq", "NE", "co", "sw", "ew", "gt", "ge", "Lt", "le", "pr"), Word,
        (op, word) => new Meant(op == "pr" ? "title pr" : $"title {op} {Quote(word)}", person => Compare(op, person.Title, word)));

    private static Gen<Meant> Actives() => Gen.Select(Gen.Bool, Gen.Bool, (wanted, eq) => new Meant(
        $"active {(eq ? "eq" : "ne")} {(wanted ? "true" : "\"False\"")}",
        person => person.Active is { } active ? (active == wanted) == eq : !eq));

    private static Gen<Meant> EmailTerms() => Gen.Select(Gen.OneOf("eq", "co", "ne"), Word, (op, word) => new Meant(
        $"emails {op} {Quote(word)}",
        person => person.Emails.Count == 0 ? op == "ne" : person.Emails.Exists(email => Compare(op, email.Value, word))));

    private static Gen<Meant> EmailBrackets() => Gen.Select(Word, Word, Gen.Int[0, 3], (type, value, form) => form switch
    {
        0 => new Meant($"emails[type eq {Quote(type)} and value sw {Quote(value)}]", person => person.Emails.Exists(email => Compare("eq", email.Type, type) && Compare("sw", email.Value, value))),
        1 => new Meant($"emails[type eq {Quote(type)}].value eq {Quote(value)}", person => person.Emails.Exists(email => Compare("eq", email.Type, type) && Compare("eq", email.Value, value))),
        2 => new Meant($"emails[not (type eq {Quote(type)} or value eq {Quote(value)})]", person => person.Emails.Exists(email => !Compare("eq", email.Type, type) && !Compare("eq", email.Value, value))),
        _ => new Meant($"emails[type pr and (value ne {Quote(value)})]", person => person.Emails.Exists(email => email.Type is not null && Compare("ne", email.Value, value))),
    });

    private static string Quote(string text) => FilterValue.Of(text).ToString();

    private static bool Compare(string op, string? actual, string wanted)
    {
        string left = actual?.ToUpperInvariant() ?? "", right = wanted.ToUpperInvariant();
        int order = string.CompareOrdinal(left, right);
        return op.ToUpperInvariant() switch
        {
            "PR" => actual is not null,
            "NE" => actual is null || order != 0,
            _ when actual is null => false,
            "EQ" => order == 0,
            "CO" => left.Contains(right, StringComparison.Ordinal),
            "SW" => left.StartsWith(right, StringComparison.Ordinal),
            "EW" => left.EndsWith(right, StringComparison.Ordinal),
            "GT" => order > 0,
            "GE" => order >= 0,
            "LT" => order < 0,
            "LE" => order <= 0,
            _ => throw new InvalidOperationException(op),
        };
    }

    private sealed record Meant(string Text, Func<Person, bool> Holds)
    {
        public override string ToString() => Text;
    }

    private sealed record Email(string? Value, string? Type);

    private sealed record Person(string? Title, bool? Active, List<Email> Emails)
    {
        public JsonObject ToJson()
        {
            var json = new JsonObject();
            if (Title is not null)
                json["title"] = Title;
            if (Active is { } active)
                json["active"] = active;
            if (Emails.Count > 0)
            {
                json["emails"] = new JsonArray([.. Emails.Select(email =>
                {
                    var element = new JsonObject();
                    if (email.Value is not null)
                        element["value"] = email.Value;
                    if (email.Type is not null)
                        element["type"] = email.Type;
                    return element;
                })]);
            }

            return json;
        }
    }
}
