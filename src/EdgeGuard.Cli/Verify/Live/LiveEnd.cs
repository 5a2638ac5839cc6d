namespace EdgeGuard.Cli.Verify.Live;

/// <summary>How a connection that was open came to its end.</summary>
/// <param name="InOrder">The other side finished what it had to say, as if nothing had happened: not a cut.</param>
/// <param name="At">When this side saw it: a <see cref="TimeProvider.GetTimestamp"/> value.</param>
/// <param name="How">In a few words: <c>close 1008</c>, <c>aborted</c>.</param>
internal readonly record struct LiveEnd(bool InOrder, long At, string How)
{
    public const string Aborted = "aborted";
}
