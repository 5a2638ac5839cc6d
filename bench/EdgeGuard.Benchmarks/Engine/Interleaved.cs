using System.Diagnostics;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>
/// Times several pieces of work in turn, again and again, so that whatever else the machine does meets all of them; gives medians of times and of
/// ratios within a repetition.
/// </summary>
internal sealed class Interleaved
{
    private const int Repetitions = 11;

    private readonly double[][] _times;

    /// <param name="works">What is timed; the first is the ceiling.</param>
    public Interleaved(params Action[] works)
    {
        // Twice unmeasured: the first fills caches and what readers keep, the second lets the compiler finish.
        for (var round = 0; round < 2; round++)
        {
            foreach (var work in works)
                work();
        }

        _times = [.. works.Select(_ => new double[Repetitions])];
        for (var repetition = 0; repetition < Repetitions; repetition++)
        {
            for (var i = 0; i < works.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                works[i]();
                _times[i][repetition] = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
            }
        }
    }

    /// <summary>Median of the times of one piece, in nanoseconds.</summary>
    public double Nanoseconds(int work) => Median(_times[work]);

    /// <summary>Median of its times over those of another.</summary>
    public double Ratio(int work, int ceiling = 0) => Median([.. _times[work].Zip(_times[ceiling], (own, other) => own / other)]);

    public static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
