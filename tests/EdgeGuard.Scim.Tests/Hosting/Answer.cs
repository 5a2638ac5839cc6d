using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>A response, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public int StatusNumber => (int)Status;

    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public long Version => Json["version"]!.GetValue<long>();

    public string? ETag => Headers.ETag?.ToString();

    /// <summary>What the answer says of the fence; null when it says nothing.</summary>
    public string? Enforced => Headers.TryGetValues("EdgeGuard-Enforced", out var values) ? values.Single() : null;

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(
                response.StatusCode,
                response.Headers,
                response.Content.Headers.ContentType?.MediaType,
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    /// <summary>A member by dotted path; numbers index arrays.</summary>
    public JsonNode? At(string path) =>
        path.Split('/').Aggregate((JsonNode?)Json, (node, name) => int.TryParse(name, out var index) ? node![index] : node![name]);
}
