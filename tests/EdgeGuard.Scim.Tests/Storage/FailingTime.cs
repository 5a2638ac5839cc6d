using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Scim.Tests.Storage;

/// <summary>A clock that throws where a commit begins, as often as it is told to.</summary>
internal sealed class FailingTime : FakeTimeProvider
{
    private int _failures;

    public void FailNext(int times) => Volatile.Write(ref _failures, times);

    public override long GetTimestamp() =>
        Interlocked.Decrement(ref _failures) >= 0 ? throw new InvalidTimeZoneException("The test's clock fails.") : base.GetTimestamp();
}
