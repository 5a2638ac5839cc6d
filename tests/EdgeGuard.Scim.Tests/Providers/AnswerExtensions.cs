using System.Globalization;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>What the tests ask of answers.</summary>
internal static class AnswerExtensions
{
    public static Answer Is(this Answer answer, int status)
    {
        answer.StatusNumber.ShouldBe(status, answer.Text);
        return answer;
    }

    /// <summary>A refusal as RFC 7644 section 3.12 has it, with something to read in it.</summary>
    public static Answer IsError(this Answer answer, int status, string? scimType)
    {
        answer.Is(status).ContentType.ShouldBe("application/scim+json");
        answer.Text("schemas/0").ShouldBe("urn:ietf:params:scim:api:messages:2.0:Error");
        answer.Text("status").ShouldBe(status.ToString(CultureInfo.InvariantCulture));
        answer.Json["scimType"]?.GetValue<string>().ShouldBe(scimType);
        (answer.Json["scimType"] is null).ShouldBe(scimType is null);
        answer.Text("detail").ShouldNotBeNullOrWhiteSpace();
        return answer;
    }

    public static string Text(this Answer answer, string path) => answer.At(path)!.GetValue<string>();

    public static bool Flag(this Answer answer, string path) => answer.At(path)!.GetValue<bool>();

    /// <summary>A list of so many, of which the first, if any, is told.</summary>
    public static Answer Lists(this Answer answer, params string[] ids)
    {
        answer.Is(200).Text("schemas/0").ShouldBe("urn:ietf:params:scim:api:messages:2.0:ListResponse");
        answer.At("totalResults")!.GetValue<int>().ShouldBe(ids.Length);
        (answer.Json["Resources"] as JsonArray ?? []).Select(resource => resource!["id"]!.GetValue<string>()).ShouldBe(ids);
        return answer;
    }

    /// <summary>The member is there and equal as JSON; null for one that must not be there.</summary>
    public static Answer Shows(this Answer answer, string member, string? json)
    {
        var actual = answer.Json[member];
        JsonNode.DeepEquals(actual, json is null ? null : JsonNode.Parse(json)).ShouldBeTrue($"{member}: expected {json}, got {actual?.ToJsonString()}");
        return answer;
    }
}
