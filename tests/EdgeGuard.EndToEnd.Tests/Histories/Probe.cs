namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>One request to one edge, and what came of it.</summary>
/// <param name="Edge">Which edge.</param>
/// <param name="Way">Over gRPC or through its proxy.</param>
/// <param name="User">Whose request.</param>
/// <param name="Sent">Just before it was sent.</param>
/// <param name="Received">When its answer was there, or it was clear that there is none.</param>
/// <param name="Answer"><see cref="Allow"/>, the reason of a refusal, or <see cref="NoAnswer"/>.</param>
internal sealed record Probe(string Edge, string Way, string User, long Sent, long Received, string Answer)
{
    public const string Allow = "allow";
    public const string NoAnswer = "no answer";

    public bool Allowed => Answer == Allow;
}
