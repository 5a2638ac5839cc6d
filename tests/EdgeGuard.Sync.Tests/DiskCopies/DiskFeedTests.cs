using System.Diagnostics;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.DiskCopies;

public sealed class DiskFeedTests : IDisposable
{
    private readonly DiskCopyRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task ReadState_DiskHangs_CanBeGivenUp()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");

        // Opening a named pipe waits for a writer, as opening a file on a dead network disk does for its server.
        using (var making = Process.Start("mkfifo", _rig.Path))
            await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        var store = _rig.Open();
        using var giveUp = new CancellationTokenSource();

        var reading = new DiskFeed(store).ReadStateAsync(current: null, afterVersion: -1, giveUp.Token);
        try
        {
            await giveUp.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(reading.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        }
        finally
        {
            // Lets the thread go that still reads, or has not begun; without a reader a pipe opened for both does not wait.
            await using var writer = new FileStream(_rig.Path, FileMode.Open, FileAccess.ReadWrite);
            writer.WriteByte(0);
            await Eventually.TrueAsync(() => reading.IsCompleted, "the end of the reading");
        }
    }
}
