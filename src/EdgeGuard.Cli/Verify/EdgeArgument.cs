using System.Globalization;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Verify;

/// <summary>Reads the value of <c>--edge</c>: <c>proxy=URL,grpc=URL[,http2=URL][,socket=PATH][,name=NAME]</c>.</summary>
internal static class EdgeArgument
{
    /// <param name="text">The value.</param>
    /// <param name="number">Its place among the edges, from 1; names an edge that has no name.</param>
    /// <exception cref="CliException">A part is missing, unknown or given twice.</exception>
    public static EdgeEndpoint Parse(string text, int number)
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (key, value) = part.Split('=', 2) is [var k, var v] ? (k, v) : (part, "");
            if (key is not ("proxy" or "grpc" or "http2" or "socket" or "name") || value.Length == 0 || !parts.TryAdd(key, value))
                throw Wrong(text);
        }

        if (!parts.TryGetValue("proxy", out var proxy) || !parts.TryGetValue("grpc", out var grpc))
            throw Wrong(text);
        return new EdgeEndpoint(
            parts.GetValueOrDefault("name", string.Create(CultureInfo.InvariantCulture, $"edge-{number}")),
            proxy, grpc, parts.GetValueOrDefault("socket"), Health: null, parts.GetValueOrDefault("http2"));
    }

    private static CliException Wrong(string text) => new($"--edge {text}: expected proxy=URL,grpc=URL[,http2=URL][,socket=PATH][,name=NAME].");
}
