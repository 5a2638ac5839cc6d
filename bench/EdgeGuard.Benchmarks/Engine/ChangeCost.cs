namespace EdgeGuard.Benchmarks.Engine;

/// <summary>What applying one change costs.</summary>
/// <param name="Microseconds">Time of the thread that applies it, its collections included.</param>
/// <param name="Bytes">Allocated.</param>
internal readonly record struct ChangeCost(double Microseconds, double Bytes);
