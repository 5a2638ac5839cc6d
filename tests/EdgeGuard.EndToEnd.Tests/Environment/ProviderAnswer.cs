namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>What a provider saw of one request.</summary>
/// <param name="Status">HTTP status; null when the connection broke or no answer came.</param>
/// <param name="Sent">When it was sent.</param>
/// <param name="Received">When the answer was there.</param>
internal sealed record ProviderAnswer(int? Status, long Sent, long Received)
{
    public TimeSpan Took => TimeProvider.System.GetElapsedTime(Sent, Received);
}
