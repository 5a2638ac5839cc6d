using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Patching;

public sealed class MembershipPatchTests
{
    [Theory]
    [InlineData("Scim_E21", """{"op":"Add","path":"members","value":[{"$ref":null,"value":"u1"},{"$ref":null,"value":"u2"}]}""", "Add u1 u2")]
    [InlineData("Scim_E25", """{"op":"Add","path":"members","value":[{"value":"u1"},{"value":"u1"}]}""", "Add u1")]
    [InlineData("Scim_L1", """{"op":"add","path":"members","value":[{"value":"u1"}]}""", "Add u1")]
    [InlineData("Scim_L3", """{"op":"add","value":{"members":[{"value":"u1"}]}}""", "Add u1")]
    [InlineData("Scim_L3 any case", """{"op":"add","value":{"Members":[{"value":"u1"}]}}""", "Add u1")]
    [InlineData("Scim_E22 J2", """{"op":"Remove","path":"members","value":[{"value":"u1"},{"value":"u2"}]}""", "Remove u1 u2")]
    [InlineData("Scim_E22 empty list", """{"op":"Remove","path":"members","value":[]}""", "")]
    [InlineData("Scim_E23", """{"op":"remove","path":"members[value eq \"u1\"]"}""", "Remove u1")]
    [InlineData("Scim_E23 or", """{"op":"remove","path":"members[value eq \"u1\" or value eq \"u2\"]"}""", "Remove u1 u2")]
    [InlineData("Scim_I3", """{"op":"remove","path":"members"}""", "RemoveAll")]
    [InlineData("Scim_I3 null", """{"op":"remove","path":"members","value":null}""", "RemoveAll")]
    [InlineData("Scim_K11", """{"op":"remove","path":"members[value eq \"u1\"]"},{"op":"add","path":"members","value":[{"value":"u2"}]}""", "Remove u1; Add u2")]
    [InlineData("Scim_K12", """{"op":"replace","path":"members","value":[{"value":"u1","display":"One"},{"value":"u2"}]}""", "Replace u1 u2")]
    [InlineData("Scim_K13", """{"op":"replace","path":"members","value":[]}""", "Replace")]
    [InlineData("Scim_K13 null", """{"op":"replace","path":"members","value":null}""", "Replace")]
    [InlineData("path-less replace", """{"op":"replace","value":{"displayName":"n","members":[{"value":"u1"}]}}""", "Replace u1")]
    [InlineData("path-less replace, empty", """{"op":"replace","value":{"members":[]}}""", "Replace")]
    [InlineData("path-less replace, null says nothing", """{"op":"replace","value":{"displayName":"n","members":null}}""", "")]
    [InlineData("Scim_E30", """{"op":"Replace","path":"displayName","value":"New"}""", "")]
    [InlineData("Scim_K10", """{"op":"replace","value":{"id":"g1","displayName":"New"}}""", "")]
    [InlineData("neighbours are joined", """{"op":"add","path":"members","value":[{"value":"u1"}]},{"op":"add","path":"members","value":[{"value":"u2"},{"value":"u1"}]}""", "Add u1 u2")]
    [InlineData("the last replacement counts", """{"op":"replace","path":"members","value":[{"value":"u1"}]},{"op":"replace","path":"members","value":[{"value":"u2"}]}""", "Replace u2")]
    [InlineData("the last word counts", """{"op":"add","path":"members","value":"u1"},{"op":"remove","path":"members","value":"u1"},{"op":"add","path":"members","value":"u1"}""", "Add u1")]
    [InlineData("the last word counts, removed", """{"op":"add","path":"members","value":"u1"},{"op":"remove","path":"members","value":"u1"}""", "Remove u1")]
    [InlineData("a replacement takes in what follows", """{"op":"replace","path":"members","value":["u1","u2"]},{"op":"add","path":"members","value":"u3"},{"op":"remove","path":"members","value":"u1"}""", "Replace u2 u3")]
    [InlineData("clearing makes what precedes moot", """{"op":"add","path":"members","value":"u1"},{"op":"remove","path":"members"},{"op":"add","path":"members","value":"u2"}""", "Replace u2")]
    [InlineData("URN", """{"op":"add","path":"urn:ietf:params:scim:schemas:core:2.0:Group:members","value":[{"value":"u1"}]}""", "Add u1")]
    public void Split_MembershipOperations_BecomeDeltas(string rule, string operations, string expected)
    {
        var membership = Given.SplitGroup($"[{operations}]").Value.Membership;

        string.Join("; ", membership.Select(operation => string.Join(' ', operation.Members.Prepend(operation.Kind.ToString())))).ShouldBe(expected, rule);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"members[value eq \"u1\"]","value":{"value":"u2"}}""", "mutability")]
    [InlineData("""{"op":"add","path":"members[value eq \"u1\"].display","value":"x"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"members.value"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"members[display eq \"Ann\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[value ne \"u1\"]"}""", "invalidFilter")]
    [InlineData("""{"op":"remove","path":"members[not (value eq \"u1\")]"}""", "invalidFilter")]
    [InlineData("""{"op":"add","path":"members","value":[{"display":"Ann"}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"members","value":5}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"owners","value":"x"}""", "invalidPath")]
    public void Split_WhatIsNoDelta_IsRefused(string operation, string scimType) =>
        Given.SplitGroup($"[{operation}]").ShouldBeRefused(400, scimType, "Operation 1: ");

    [Theory]
    [InlineData("""{"op":"Replace","path":"displayName","value":"New"}""")]
    [InlineData("""{"op":"replace","value":{"id":"other","displayName":"New"}}""")]
    [InlineData("""{"op":"replace","value":{"displayName":"New","members":[{"value":"u1"}]}}""")]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"u1"}]},{"op":"replace","path":"displayName","value":"New"}""")]
    public void Scim_E30_K10_Apply_TheOtherPart_Renames(string operations)
    {
        var group = new ScimResource(ResourceDefinition.Group, Given.ReadGroup(""" "displayName":"Old","externalId":"e" """).Value.CopyAttributes());

        var outcome = PatchApplier.Apply(ResourceDefinition.Group, group, Given.SplitGroup($"[{operations}]").Value.Attributes).Value;

        outcome.Resource.Attributes.ShouldBeJson("""{"externalId":"e","displayName":"New"}""");
        outcome.Resource.Members.ShouldBeNull();
    }

    [Fact]
    public void Apply_MembersOnly_ChangesNoAttribute()
    {
        var group = Given.ReadGroup(""" "displayName":"Old" """).Value;

        var outcome = PatchApplier.Apply(ResourceDefinition.Group, group, Given.SplitGroup("""[{"op":"replace","value":{"members":[]}}]""").Value.Attributes).Value;

        outcome.Changed.ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"op":"remove","path":"displayName"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"id","value":"x"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"displayName","value":""}""", "invalidValue")]
    public void Scim_M2_M11_Apply_Group_IsGuardedAsAUserIs(string operation, string scimType) =>
        PatchApplier.Apply(ResourceDefinition.Group, Given.ReadGroup(""" "displayName":"Old" """).Value, Given.SplitGroup($"[{operation}]").Value.Attributes)
            .ShouldBeRefused(400, scimType);

    [Fact]
    public void Scenario_S3_2_Split_TenThousandRemovalsOneByOne_IsOneChange()
    {
        var ids = Enumerable.Range(0, 10_000).Select(i => $"user-{i}").ToList();
        string operations = string.Join(',', ids.Select(id => $$"""{"op":"Remove","path":"members[value eq \"{{id}}\"]"}"""));

        var split = Given.SplitGroup($"[{operations}]").Value;

        split.Membership.ShouldHaveSingleItem().Kind.ShouldBe(MembershipKind.Remove);
        split.Membership[0].Members.ShouldBe(ids);
        split.Attributes.Operations.ShouldBeEmpty();
    }

    /// <summary>One tenant's request must not hold the writer that all share.</summary>
    [Theory]
    [InlineData("""{"op":"add","path":"members","value":"u1"},{"op":"remove","path":"members","value":"u1"}""")]
    [InlineData("""{"op":"replace","path":"members","value":["u1"]},{"op":"replace","path":"members","value":["u2"]}""")]
    [InlineData("""{"op":"remove","path":"members"},{"op":"add","path":"members","value":"u2"}""")]
    public void Security_A3_Split_ThousandsOfAlternations_IsOneChange(string pair) =>
        Given.SplitGroup($"[{string.Join(',', Enumerable.Repeat(pair, 18_000))}]").Value.Membership.ShouldHaveSingleItem();
}
