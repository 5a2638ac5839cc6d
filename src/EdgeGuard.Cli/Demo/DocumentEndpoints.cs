using System.Globalization;
using System.Net.Mime;

namespace EdgeGuard.Cli.Demo;

/// <summary>The demo app's documents: a list, a deletion, and a download that lasts long enough to be cut off.</summary>
internal static class DocumentEndpoints
{
    public const int DownloadChunks = 6_000;
    public static readonly TimeSpan ChunkEvery = TimeSpan.FromMilliseconds(100);

    private static readonly Document[] Documents = [new("1", "Plan"), new("2", "Budget"), new("3", "Minutes")];

    public static void MapDocuments(this IEndpointRouteBuilder app)
    {
        app.MapGet("/documents", ListAsync);
        app.MapDelete("/documents/{id}", (string id) => Results.Json(new { deleted = id }));
        app.MapGet("/documents/{id}/download", DownloadAsync);
    }

    private static async Task<IResult> ListAsync(HttpRequest request, EdgeQuestions edge, CancellationToken cancellationToken)
    {
        // The headers are echoed so that anyone can see what an app gets from its edge, and what it does not get from a client.
        var headers = request.Headers
            .Where(h => h.Key.Replace('_', '-').StartsWith("X-EdgeGuard-", StringComparison.OrdinalIgnoreCase))
            .ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        var tenant = request.Headers["X-EdgeGuard-Tenant"].ToString();
        var subject = request.Headers["X-EdgeGuard-Subject"].ToString();
        var answer = await edge.MayAsync(tenant, subject, "documents.delete", cancellationToken);
        return Results.Json(new { documents = Documents, headers, canDelete = answer.Allowed, why = answer.Why });
    }

    /// <summary>Ten minutes of text, a chunk each 100 ms.</summary>
    private static async Task DownloadAsync(string id, HttpResponse response, TimeProvider time, CancellationToken cancellationToken)
    {
        response.ContentType = MediaTypeNames.Text.Plain;
        using var timer = new PeriodicTimer(ChunkEvery, time);
        for (var chunk = 1; chunk <= DownloadChunks; chunk++)
        {
            await response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"document {id}, chunk {chunk} of {DownloadChunks}\n"), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            if (chunk < DownloadChunks)
                await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private sealed record Document(string Id, string Title);
}
