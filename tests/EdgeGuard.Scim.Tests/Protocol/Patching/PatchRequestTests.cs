using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Patching;

public sealed class PatchRequestTests
{
    [Theory]
    [InlineData("Replace", PatchKind.Replace)]
    [InlineData("replace", PatchKind.Replace)]
    [InlineData("ADD", PatchKind.Add)]
    [InlineData("add", PatchKind.Add)]
    [InlineData("Remove", PatchKind.Remove)]
    public void Scim_E9_L1_Read_OpInAnyCase_IsUnderstood(string op, object kind) =>
        Given.ReadPatch($$"""[{"op":"{{op}}","path":"title","value":"x"}]""").Value.Operations.Single().Kind.ShouldBe((PatchKind)kind);

    [Fact]
    public void Scim_E33_Read_NamesInAnyCase_AreUnderstood()
    {
        var body = Given.Json($$"""{"Schemas":["{{SchemaUris.PatchOp.ToLowerInvariant()}}"],"operations":[{"OP":"add","Path":"title","Value":"x"}]}""");

        var operation = PatchRequest.Read(body, Leniency.Providers).Value.Operations.Single();

        operation.Path.ShouldBe("title");
        operation.Value.GetString().ShouldBe("x");
    }

    [Theory]
    [InlineData("[]", "invalidSyntax", "at least one")]
    [InlineData("{}", "invalidSyntax", "at least one")]
    [InlineData("null", "invalidSyntax", "at least one")]
    [InlineData("[5]", "invalidSyntax", "Operation 1")]
    [InlineData("""[{"path":"title","value":"x"}]""", "invalidSyntax", "Operation 1")]
    [InlineData("""[{"op":"move","path":"title","value":"x"}]""", "invalidSyntax", "Operation 1")]
    [InlineData("""[{"op":5,"path":"title","value":"x"}]""", "invalidSyntax", "Operation 1")]
    [InlineData("""[{"op":"add","path":"title","value":"x"},{"op":"add","path":5,"value":"x"}]""", "invalidPath", "Operation 2")]
    [InlineData("""[{"op":"add","path":"title"}]""", "invalidValue", "value")]
    [InlineData("""[{"op":"replace"}]""", "invalidValue", "value")]
    [InlineData("""[{"op":"remove"}]""", "noTarget", "path")]
    [InlineData("""[{"op":"remove","path":"","value":{"title":"x"}}]""", "noTarget", "path")]
    public void Read_Malformed_IsRefused(string operations, string scimType, string detail) =>
        Given.ReadPatch(operations).ShouldBeRefused(400, scimType, detail);

    [Theory]
    [InlineData("""{"Operations":[{"op":"add","path":"title","value":"x"}]}""")]
    [InlineData("""{"schemas":[],"Operations":[{"op":"add","path":"title","value":"x"}]}""")]
    [InlineData("""{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"Operations":[{"op":"add","path":"title","value":"x"}]}""")]
    public void Read_WithoutPatchOpSchema_IsInvalidValue(string body) =>
        PatchRequest.Read(Given.Json(body), Leniency.Providers).ShouldBeRefused(400, "invalidValue", SchemaUris.PatchOp);

    [Fact]
    public void Read_NoObject_IsInvalidSyntax() =>
        PatchRequest.Read(Given.Json("[]"), Leniency.Providers).ShouldBeRefused(400, "invalidSyntax");

    [Fact]
    public void Read_TooManyOperations_Is413NamingTheLimit()
    {
        string operations = string.Join(',', Enumerable.Repeat("""{"op":"remove","path":"title"}""", ScimLimits.MaxPatchOperations + 1));

        Given.ReadPatch($"[{operations}]").ShouldBeRefused(413, null, "50000");
    }
}
