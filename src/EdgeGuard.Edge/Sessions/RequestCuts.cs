using EdgeGuard.Edge.Telemetry;

namespace EdgeGuard.Edge.Sessions;

/// <summary>Cuts many requests: one that resists must not keep the others open.</summary>
internal static class RequestCuts
{
    /// <summary>Cuts all of <paramref name="found"/> and empties it.</summary>
    /// <param name="found">The requests.</param>
    /// <param name="cause">Why.</param>
    /// <param name="failure">What the first said that could not be cut; null when all could.</param>
    /// <returns>How many had not ended by themselves.</returns>
    public static int CutAll(List<OpenRequest> found, CutCause cause, out Exception? failure)
    {
        failure = null;
        var cut = 0;
        foreach (var request in found)
        {
            try
            {
                if (request.Cut(cause))
                    cut++;
            }
            catch (Exception e)
            {
                failure ??= e;
            }
        }

        found.Clear();
        return cut;
    }
}
