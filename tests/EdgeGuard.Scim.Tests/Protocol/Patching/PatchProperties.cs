using CsCheck;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Resources;

namespace EdgeGuard.Scim.Tests.Protocol.Patching;

public sealed class PatchProperties
{
    private static readonly Gen<string> Kind = Gen.OneOf("add", "replace", "Replace", "remove");

    private static readonly Gen<string> Path = Gen.OneOf(
        "userName", "title", "active", "name", "name.givenName", "emails", "emails.value", "emails.type", "id", "colour",
        """emails[type eq \"work\"]""", """emails[type eq \"work\"].value""", """emails[type eq \"home\"].primary""", """emails[value eq \"a@x\"].display""",
        """emails[type ne \"work\"]""", """roles[primary eq \"True\"].value""", "roles", "addresses", """addresses[type eq \"work\"].locality""",
        Given.Enterprise, Given.Enterprise + ":department", Given.Enterprise + ":manager", Given.Enterprise + ":manager.value");

    private static readonly Gen<string> Value = Gen.OneOf(
        "null", "\"\"", "\"a@x\"", "\"b@x\"", "\"True\"", "true", "5", "[]", "{}",
        """{"givenName":"g"}""", """{"value":"a@x","type":"work"}""", """[{"value":"a@x","primary":true},{"value":"b@x","type":"home","primary":true}]""",
        """{"value":"b@x","primary":true}""", """[{"locality":"Oslo","type":"work"}]""", """{"department":"d","manager":"m"}""", """{"manager":{"value":"m","$ref":"r"}}""");

    private static readonly Gen<string> Operation = Gen.Frequency(
        (5, Gen.Select(Kind, Path, Value, (kind, path, value) => $$"""{"op":"{{kind}}","path":"{{path}}","value":{{value}}}""")),
        (1, Path.Select(path => $$"""{"op":"remove","path":"{{path}}"}""")),
        (1, Gen.Select(Path, Value, Path, Value, (first, one, second, other) => first == second
            ? $$"""{"op":"add","value":{"{{first}}":{{one}}} }"""
            : $$"""{"op":"replace","value":{"{{first}}":{{one}},"{{second}}":{{other}}} }""")));

    private static readonly Gen<string[]> Operations = Operation.Array[1, 5];

    private static readonly ScimResource User = Given.User(
        $$$"""
        "userName":"a","title":"t","active":true,"name":{"givenName":"g","familyName":"f"},
        "emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x","type":"home"}],
        "{{{Given.Enterprise}}}":{"department":"d","manager":{"value":"m","$ref":"r"} }
        """);

    [Fact]
    public void Scim_M9_Apply_ManyOperations_IsAllInOrderOrNothing() =>
        Operations.Sample(
            operations =>
            {
                string before = User.ToJson();

                var together = User.Patch($"[{string.Join(',', operations)}]");

                var current = User;
                ScimError? refused = null;
                foreach (string operation in operations)
                {
                    if (!current.Patch($"[{operation}]").TryGet(out var outcome, out refused))
                        break;
                    current = outcome.Resource;
                }

                User.ToJson().ShouldBe(before);
                together.IsOk.ShouldBe(refused is null);
                if (refused is null)
                    together.Value.Resource.ToJson().ShouldBe(current.ToJson());
                else
                    together.Error!.ScimType.ShouldBe(refused.ScimType);
            },
            iter: 3000);

    [Fact]
    public void Apply_Result_IsInNormalFormAndChangedTellsTheTruth() =>
        Operations.Sample(
            operations =>
            {
                if (!User.Patch($"[{string.Join(',', operations)}]").TryGet(out var outcome, out _))
                    return;

                string json = outcome.Resource.ToJson();
                Given.User(json[1..^1]).ToJson().ShouldBe(json);
                outcome.Changed.ShouldBe(json != User.ToJson());
            },
            iter: 3000);

    [Fact]
    public void Scim_M8_Apply_AnyOperations_LeaveAtMostOnePrimary() =>
        Operations.Sample(
            operations =>
            {
                if (!User.Patch($"[{string.Join(',', operations)}]").TryGet(out var outcome, out _))
                    return;

                (outcome.Resource.Attributes["emails"]?.AsArray() ?? []).Count(PrimaryValue.IsSet).ShouldBeLessThanOrEqualTo(1);
            },
            iter: 2000);

    [Fact]
    public void Scim_M9_Apply_SameReplacementsTwice_ChangeNothingTheSecondTime() =>
        Gen.Select(Path, Value).Sample(
            (path, value) =>
            {
                string operation = $$"""[{"op":"replace","path":"{{path}}","value":{{value}}}]""";
                if (!User.Patch(operation).TryGet(out var once, out _) || !once.Resource.Patch(operation).TryGet(out var twice, out _))
                    return;

                twice.Changed.ShouldBeFalse(operation);
            },
            iter: 2000);

    [Fact]
    public void Split_AnyMembershipOperations_EqualApplyingThemOneByOne()
    {
        var ids = Gen.OneOf("u1", "u2", "u3", "u4").Array[0, 3];
        var step = Gen.Select(Gen.Int[0, 4], ids, (kind, members) => (kind, members));

        step.Array[1, 8].Sample(
            steps =>
            {
                var expected = new SortedSet<string>(StringComparer.Ordinal) { "u1", "u9" };
                foreach (var (kind, members) in steps)
                {
                    if (kind is 2 or 4)
                        expected.Clear();
                    if (kind is 0 or 2)
                        expected.UnionWith(members);
                    if (kind is 1 or 3)
                        expected.ExceptWith(members.Length == 0 && kind == 3 ? ["u1"] : members);
                }

                var split = Given.SplitGroup($"[{string.Join(',', steps.Select(Text))}]").Value;

                var actual = new SortedSet<string>(StringComparer.Ordinal) { "u1", "u9" };
                foreach (var operation in split.Membership)
                {
                    operation.Members.ShouldBeUnique();
                    if (operation.Kind is MembershipKind.Replace or MembershipKind.RemoveAll)
                        actual.Clear();
                    if (operation.Kind == MembershipKind.Remove)
                        actual.ExceptWith(operation.Members);
                    else
                        actual.UnionWith(operation.Members);
                }

                actual.ShouldBe(expected);
            },
            iter: 2000);

        static string Text((int Kind, string[] Members) step)
        {
            string list = string.Join(',', step.Members.Select(id => $$"""{"value":"{{id}}"}"""));
            string filter = string.Join(" or ", (step.Members.Length == 0 ? ["u1"] : step.Members).Select(id => $"value eq \\\"{id}\\\""));
            return step.Kind switch
            {
                0 => $$"""{"op":"Add","path":"members","value":[{{list}}]}""",
                1 => $$"""{"op":"Remove","path":"members","value":[{{list}}]}""",
                2 => $$"""{"op":"replace","value":{"members":[{{list}}]} }""",
                3 => $$"""{"op":"remove","path":"members[{{filter}}]"}""",
                _ => """{"op":"remove","path":"members"}""",
            };
        }
    }
}
