using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Clients;

/// <summary>A response of a JSON API, read whole.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The JSON body, when there is one.</param>
/// <param name="ETag">The entity tag, as sent.</param>
/// <param name="Location">The Location header.</param>
/// <param name="Received">When its headers were received: a <see cref="TimeProvider.GetTimestamp"/> value.</param>
internal sealed record JsonReply(HttpStatusCode Status, JsonNode? Body, string? ETag, Uri? Location, long Received)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public static async Task<JsonReply> ReadAsync(HttpResponseMessage response, long received, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return new JsonReply(response.StatusCode, Parse(text), response.Headers.ETag?.ToString(), response.Headers.Location, received);
    }

    /// <summary>A text member of the body, by path: <c>Text("meta", "location")</c>; null when it is not there.</summary>
    public string? Text(params ReadOnlySpan<string> path)
    {
        var node = Body;
        foreach (var name in path)
            node = (node as JsonObject)?[name];
        return (node as JsonValue)?.ToString();
    }

    /// <summary>
    /// The objects of a list: the body itself, or its member <paramref name="name"/>; none when it is neither.
    /// </summary>
    public IEnumerable<JsonObject> Items(string name) =>
        (Body as JsonArray ?? (Body as JsonObject)?[name] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>For a message: status, and what the body says went wrong.</summary>
    public string Describe()
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)Status}");
        var detail = Text("detail") ?? Text("title") ?? Text("reason");
        return detail is null ? status : $"{status} ({detail})";
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
