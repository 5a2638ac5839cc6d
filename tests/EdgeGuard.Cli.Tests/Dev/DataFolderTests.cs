using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class DataFolderTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Open_NoSuchFolder_MakesItForItsOwnerAlone()
    {
        var path = _folder.At("a/b");

        DataFolder.Open(path);

        File.GetUnixFileMode(path).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void Open_EmptyFolderThatOthersMayEnter_ClosesIt()
    {
        var path = _folder.At("open");
        Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);

        DataFolder.Open(path);

        File.GetUnixFileMode(path).ShouldBe(OwnerOnly);
    }

    [Fact]
    public void Open_FolderThatOthersUse_RefusesAndLeavesItsMode()
    {
        var path = _folder.At("used");
        const UnixFileMode Mode = OwnerOnly | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        Directory.CreateDirectory(path, Mode);
        File.WriteAllText(Path.Combine(path, "theirs"), "");

        Should.Throw<CliException>(() => DataFolder.Open(path));

        File.GetUnixFileMode(path).ShouldBe(Mode);
    }

    [Fact]
    public void SocketPath_LongerThanTheSystemAllows_SaysSo()
    {
        var folder = DataFolder.Open(_folder.At(new string('x', 100)));

        Should.Throw<CliException>(() => folder.SocketPath("edge-1")).Message.ShouldContain("--data");
    }

    [Fact]
    public void Take_HeldByAnother_NamesTheProcess()
    {
        var folder = DataFolder.Open(_folder.At("data"));
        using var held = FolderLock.Take(folder);

        Should.Throw<CliException>(() => FolderLock.Take(folder)).Message.ShouldContain($"process {Environment.ProcessId}");
    }

    [Fact]
    public void Take_AfterRelease_Succeeds()
    {
        var folder = DataFolder.Open(_folder.At("data"));
        FolderLock.Take(folder).Dispose();

        Should.NotThrow(() => FolderLock.Take(folder).Dispose());
    }

    public void Dispose() => _folder.Dispose();
}
