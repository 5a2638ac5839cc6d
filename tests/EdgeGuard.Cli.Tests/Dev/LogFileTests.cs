using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class LogFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Tail_MoreLinesThanAsked_GivesTheLast()
    {
        using var log = new LogFile(_folder.At("x.log"));
        log.Write("one\ntwo\nthree\n"u8);

        log.Tail(2).ShouldBe("two\nthree");
    }

    [Fact]
    public void Write_PastTheMaximum_BeginsANewFileAndKeepsTheOld()
    {
        using var log = new LogFile(_folder.At("x.log"));
        log.Write(new byte[LogFile.MaxBytes]);

        log.Write("after\n"u8);

        new FileInfo(_folder.At("x.log.old")).Length.ShouldBe(LogFile.MaxBytes);
        log.Tail(1).ShouldBe("after");
    }

    public void Dispose() => _folder.Dispose();
}
