namespace EdgeGuard.Cli.Verify.Race;

/// <summary>One racing request.</summary>
/// <param name="Where">Which edge, and over which way.</param>
/// <param name="Sent">Just before it was sent: a <see cref="TimeProvider.GetTimestamp"/> value.</param>
/// <param name="Received">When its answer was there.</param>
/// <param name="Verdict">What it was answered.</param>
/// <param name="Answer">The answer in words.</param>
internal readonly record struct RaceSample(string Where, long Sent, long Received, RaceVerdict Verdict, string Answer);
