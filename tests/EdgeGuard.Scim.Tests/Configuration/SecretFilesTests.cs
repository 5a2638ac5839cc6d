using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Shared;
using Microsoft.Extensions.Configuration;

namespace EdgeGuard.Scim.Tests.Configuration;

public sealed class SecretFilesTests
{
    [Theory]
    [InlineData("EdgeGuard:Admin:KeyFile", null)]
    [InlineData("EDGEGUARD:ADMIN:KEYFILE", null)]
    [InlineData("edgeguard:admin:keyfile", "")]
    public void AddSecretFiles_FileKeyInAnyCase_FillsAnAbsentOrEmptyKey(string key, string? plain)
    {
        using var folder = new TestFolder();
        using var configuration = Configuration((key, Secret(folder, " s3cret\n")), ("EdgeGuard:Admin:Key", plain));

        configuration.AddSecretFiles();

        configuration["EdgeGuard:Admin:Key"].ShouldBe("s3cret");
    }

    [Fact]
    public void AddSecretFiles_SeveralFaults_TellsEachNamingItsKeys()
    {
        using var folder = new TestFolder();
        using var configuration = Configuration(
            ("EdgeGuard:Admin:KeyFile", Secret(folder, "a")), ("EdgeGuard:Admin:Key", "b"), ("EdgeGuard:EnvironmentKeyFile", folder.File("nothing")));

        var lines = Should.Throw<InvalidOperationException>(configuration.AddSecretFiles).Message.Split('\n');

        lines.Length.ShouldBe(2);
        lines.ShouldContain("EdgeGuard:Admin:KeyFile: EdgeGuard:Admin:Key has a value too; give one of them.");
        lines.ShouldContain(line => line.StartsWith("EdgeGuard:EnvironmentKeyFile: cannot read ", StringComparison.Ordinal));
    }

    [Fact]
    public void AddSecretFiles_FileThatOthersMayRead_IsRefused()
    {
        using var folder = new TestFolder();
        var path = Secret(folder, "a");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        using var configuration = Configuration(("EdgeGuard:Admin:KeyFile", path));

        Should.Throw<InvalidOperationException>(configuration.AddSecretFiles).Message.ShouldContain("chmod 600");
    }

    private static string Secret(TestFolder folder, string content)
    {
        var path = folder.File("secret");
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static ConfigurationManager Configuration(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value)));
        return configuration;
    }
}
