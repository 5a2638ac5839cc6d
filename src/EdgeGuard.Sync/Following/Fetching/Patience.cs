namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// How long one feed may take before the next one is asked beside it. It doubles when that turns out to have been in vain, so that
/// large states are not loaded twice by everybody, and starts again when it was of use. Not thread-safe.
/// </summary>
internal sealed class Patience(TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;

    public TimeSpan Current { get; private set; } = first;

    /// <summary>The earlier feed brought it after all.</summary>
    public void WasTooShort() => Current = Current * 2 < longest ? Current * 2 : longest;

    /// <summary>A later feed brought it.</summary>
    public void WasRight() => Current = _first;
}
