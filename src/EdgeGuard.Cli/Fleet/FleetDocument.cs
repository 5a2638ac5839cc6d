using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Fleet;

/// <summary>What one scim process knows of the edges that ask it for leases: the answer of its <c>/admin/v1/fleet</c>.</summary>
/// <param name="Scim">Who answers.</param>
/// <param name="Epoch">Epoch of the log.</param>
/// <param name="Head">Newest version of the log.</param>
/// <param name="Fenced">Newest version that is known to be enforced everywhere; null before the first fence of this process.</param>
/// <param name="FencesWaiting">Answers that wait for their fence now.</param>
/// <param name="LeaseSeconds">Length of the leases.</param>
/// <param name="Edges">One per running edge process.</param>
internal sealed partial record FleetDocument(
    string? Scim, string? Epoch, long Head, long? Fenced, int FencesWaiting, double LeaseSeconds, IReadOnlyList<FleetEdge> Edges)
{
    /// <exception cref="CliException">It is not such a document.</exception>
    public static FleetDocument Of(JsonNode? body)
    {
        try
        {
            return body.Deserialize(FleetFormat.Default.FleetDocument) is { Edges: not null } fleet
                ? fleet
                : throw new CliException("scim answered without a list of edges; is it of this version?");
        }
        catch (JsonException e)
        {
            throw new CliException($"scim's answer is not a fleet: {e.Message}", e);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(FleetDocument))]
    private sealed partial class FleetFormat : JsonSerializerContext;
}
