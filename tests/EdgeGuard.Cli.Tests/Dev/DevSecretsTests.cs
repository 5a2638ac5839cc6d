using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class DevSecretsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Ensure_NewFolder_MakesFilesForTheirOwnerAlone()
    {
        var secrets = DevSecrets.Ensure(DataFolder.Open(_folder.At("data")));

        foreach (var path in (string[])[secrets.EnvironmentKeyPath, secrets.AdminKeyPath])
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Convert.FromBase64String(File.ReadAllText(secrets.EnvironmentKeyPath)).Length.ShouldBe(32);
        File.ReadAllText(secrets.AdminKeyPath).ShouldMatch("^egadm_[A-Za-z0-9_-]{49}$");
    }

    [Fact]
    public void Ensure_SecondTime_KeepsThem()
    {
        var folder = DataFolder.Open(_folder.At("data"));
        var first = DevSecrets.Ensure(folder);
        var (environmentKey, adminKey) = (File.ReadAllText(first.EnvironmentKeyPath), File.ReadAllText(first.AdminKeyPath));

        var second = DevSecrets.Ensure(folder);

        second.Environment.ShouldBe(first.Environment);
        File.ReadAllText(second.EnvironmentKeyPath).ShouldBe(environmentKey);
        File.ReadAllText(second.AdminKeyPath).ShouldBe(adminKey);
    }

    [Fact]
    public void Ensure_TwoFolders_HaveNothingInCommon()
    {
        var one = DevSecrets.Ensure(DataFolder.Open(_folder.At("one")));
        var two = DevSecrets.Ensure(DataFolder.Open(_folder.At("two")));

        two.Environment.ShouldNotBe(one.Environment);
        File.ReadAllText(two.EnvironmentKeyPath).ShouldNotBe(File.ReadAllText(one.EnvironmentKeyPath));
        File.ReadAllText(two.AdminKeyPath).ShouldNotBe(File.ReadAllText(one.AdminKeyPath));
    }

    public void Dispose() => _folder.Dispose();
}
