using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol;

/// <summary>Bodies as a provider sends them, through the same door as in production.</summary>
internal static class Given
{
    public const string Enterprise = SchemaUris.EnterpriseUser;

    public static JsonElement Json(string text) => ScimJson.Parse(Encoding.UTF8.GetBytes(text)).Value.RootElement;

    /// <summary>A user body with the given members besides schemas.</summary>
    public static Result<ScimResource> ReadUser(string members, Leniency? leniency = null) =>
        ResourceReader.Read(ResourceDefinition.User, Json($$"""{"schemas":["{{SchemaUris.User}}"],{{members}}}"""), leniency ?? Leniency.Providers);

    public static Result<ScimResource> ReadGroup(string members, Leniency? leniency = null) =>
        ResourceReader.Read(ResourceDefinition.Group, Json($$"""{"schemas":["{{SchemaUris.Group}}"],{{members}}}"""), leniency ?? Leniency.Providers);

    public static ScimResource User(string members = """ "userName":"ann" """) => ReadUser(members).Value;

    public static Result<PatchRequest> ReadPatch(string operations, Leniency? leniency = null) =>
        PatchRequest.Read(Json($$"""{"schemas":["{{SchemaUris.PatchOp}}"],"Operations":{{operations}}}"""), leniency ?? Leniency.Providers);

    public static Result<PatchOutcome> Patch(this ScimResource resource, string operations, Leniency? leniency = null) =>
        ReadPatch(operations, leniency).TryGet(out var patch, out var error)
            ? PatchApplier.Apply(resource.Definition, resource, patch)
            : error;

    public static Result<GroupPatch> SplitGroup(string operations, Leniency? leniency = null) =>
        ReadPatch(operations, leniency).TryGet(out var patch, out var error) ? MembershipPatch.Split(patch) : error;

    public static Filter Filter(string text, ResourceDefinition? definition = null) =>
        FilterParser.Parse(text, definition ?? ResourceDefinition.User, Leniency.Providers).Value;

    public static bool Matches(string filter, string resource) =>
        FilterEvaluator.Matches(Filter(filter), JsonNode.Parse(resource)!.AsObject());

    public static void ShouldBeJson(this JsonNode? actual, string expected)
    {
        var wanted = JsonNode.Parse(expected);
        JsonNode.DeepEquals(actual, wanted).ShouldBeTrue($"expected {wanted?.ToJsonString()} but got {actual?.ToJsonString()}");
    }

    public static void ShouldBeRefused<T>(this Result<T> result, int status, string? scimType, string? detail = null)
        where T : class
    {
        result.IsOk.ShouldBeFalse();
        result.Error!.Status.ShouldBe(status);
        result.Error.ScimType.ShouldBe(scimType);
        if (detail is not null)
            result.Error.Detail.ShouldContain(detail);
    }
}
