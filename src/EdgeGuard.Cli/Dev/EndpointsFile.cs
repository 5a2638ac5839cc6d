using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>Reads and writes <c>endpoints.json</c>.</summary>
internal static partial class EndpointsFile
{
    public static void Write(string path, EndpointsDocument document) =>
        PrivateFile.Write(path, JsonSerializer.Serialize(document, EndpointsFormat.Default.EndpointsDocument) + "\n");

    /// <exception cref="CliException">It is not there or cannot be understood.</exception>
    public static EndpointsDocument Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), EndpointsFormat.Default.EndpointsDocument)
                ?? throw new CliException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new CliException($"{path} is not an endpoints file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"cannot read {path}: is `edgeguard dev` running? (--data names its folder)", e);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
    [JsonSerializable(typeof(EndpointsDocument))]
    private sealed partial class EndpointsFormat : JsonSerializerContext;
}
