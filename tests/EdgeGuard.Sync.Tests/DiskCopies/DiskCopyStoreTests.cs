using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.DiskCopies;

namespace EdgeGuard.Sync.Tests.DiskCopies;

public sealed class DiskCopyStoreTests : IDisposable
{
    private readonly DiskCopyRig _rig = new();
    private readonly Snapshot _old = RandomState.Of(seed: 1, users: 5);
    private readonly Snapshot _new = RandomState.Of(seed: 2, users: 7);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Load_Saved_IsTheStateWithItsWitness()
    {
        _rig.Open().Save(_old, new byte[] { 1, 2 }, CancellationToken.None);

        var (state, witness) = _rig.Open().Load()!.Value;

        state.Digest.ShouldBe(_old.Digest);
        witness.ToArray().ShouldBe([1, 2]);
        _rig.Logs.Count(EventIds.DiskCopyLoaded).ShouldBe(1);
    }

    [Fact]
    public void Load_NoFile_IsNoneAndNoFault()
    {
        _rig.Load().ShouldBeNull();

        _rig.Logs.Count(EventIds.DiskCopyRefused).ShouldBe(0);
    }

    [Fact]
    public void Load_Damaged_IsNoneToldAndReplacedByTheNextWrite()
    {
        _rig.Open().Save(_old, default, CancellationToken.None);
        var bytes = File.ReadAllBytes(_rig.Path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(_rig.Path, bytes);
        var store = _rig.Open();

        store.Load().ShouldBeNull();
        _rig.Logs.Records.ShouldContain(record => record.Id.Id == EventIds.DiskCopyRefused && record.Message.Contains("Damaged"));
        store.Holds(_old).ShouldBeFalse();
        store.Save(_new, default, CancellationToken.None);

        _rig.Load()!.Digest.ShouldBe(_new.Digest);
    }

    [Fact]
    public void Load_FileThatCannotBeRead_IsNoneAndTold()
    {
        Directory.CreateDirectory(_rig.Path);

        _rig.Load().ShouldBeNull();

        _rig.Logs.Records.ShouldContain(record => record.Id.Id == EventIds.DiskCopyRefused && record.Message.Contains("Unreadable"));
    }

    [Fact]
    public void Save_KilledAmidTheWrite_LeavesTheOldCopy()
    {
        _rig.Open().Save(_old, default, CancellationToken.None);
        var before = File.ReadAllBytes(_rig.Path);
        var whole = new MemoryStream();
        new DiskCopyCodec(Testing.TestEnvironment.Keys).Write(whole, _new, default, CancellationToken.None);

        for (var written = 0; written <= whole.Length; written += 97)
        {
            var limit = written;
            Should.Throw<IOException>(() => DiskCopyFile.Replace(_rig.Path, stream =>
            {
                stream.Write(whole.ToArray().AsSpan(0, limit));
                throw new IOException("No space left on device");
            }));
            File.ReadAllBytes(_rig.Path).ShouldBe(before);
        }

        _rig.Folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public void Save_Copy_IsForItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");

        _rig.Open().Save(_new, default, CancellationToken.None);

#pragma warning disable CA1416 // Skipped on Windows above.
        File.GetUnixFileMode(_rig.Path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
#pragma warning restore CA1416
    }

    [Fact]
    public void Save_First_RemovesWhatKilledProcessesLeftAndNothingElse()
    {
        var old = Leave(_rig.Path + ".1-00.tmp", TimeSpan.FromHours(1));
        var young = Leave(_rig.Path + ".2-00.tmp", TimeSpan.FromSeconds(1));
        var other = Leave(_rig.Path + "-of-another.tmp", TimeSpan.FromHours(1));

        _rig.Open().Save(_new, default, CancellationToken.None);

        new[] { old, young, other }.Select(File.Exists).ShouldBe([false, true, true]);
        _rig.Load()!.Digest.ShouldBe(_new.Digest);
    }

    [Fact]
    public void Save_TwoProcessesWithOnePath_DoNotDisturbEachOther()
    {
        DiskCopyFile.Replace(_rig.Path, first =>
        {
            first.WriteByte(1);
            DiskCopyFile.Replace(_rig.Path, second => second.WriteByte(2));
            File.ReadAllBytes(_rig.Path).ShouldBe([2]);
        });

        File.ReadAllBytes(_rig.Path).ShouldBe([1]);
        _rig.Folder.GetFiles().ShouldHaveSingleItem();
    }

    [Fact]
    public void Save_FolderGone_IsToldOnceAndGoesOnWhenItIsBack()
    {
        var folder = Path.Combine(_rig.Folder.FullName, "gone");
        var store = _rig.Open(Path.Combine(folder, "copy"));

        store.Save(_old, default, CancellationToken.None);
        store.Save(_new, default, CancellationToken.None);
        _rig.Logs.Count(EventIds.DiskCopyFailed).ShouldBe(1);
        store.Holds(_new).ShouldBeFalse();
        Directory.CreateDirectory(folder);
        store.Save(_new, default, CancellationToken.None);

        store.Holds(_new).ShouldBeTrue();
        _rig.Logs.Count(EventIds.DiskCopyResumed).ShouldBe(1);
    }

    [Fact]
    public void Save_Cancelled_LeavesTheOldCopy()
    {
        var store = _rig.Open();
        store.Save(_old, default, CancellationToken.None);
        var large = RandomState.Of(seed: 3, users: 10_000);

        Should.Throw<OperationCanceledException>(() => store.Save(large, default, new CancellationToken(canceled: true)));

        store.Holds(_old).ShouldBeTrue();
        _rig.Load()!.Digest.ShouldBe(_old.Digest);
        _rig.Folder.GetFiles().ShouldHaveSingleItem();
    }

    private string Leave(string path, TimeSpan ago)
    {
        File.WriteAllText(path, "half of something");
        File.SetLastWriteTimeUtc(path, (_rig.Time.GetUtcNow() - ago).UtcDateTime);
        return path;
    }
}
