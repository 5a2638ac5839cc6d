using System.Security.Cryptography;

namespace EdgeGuard.Cli.Dev;

/// <summary>The secrets of a data folder: random, made once, each in a file of mode 0600.</summary>
internal sealed class DevSecrets
{
    private const int KeyBytes = 32;
    private const int NameBytes = 4;

    private DevSecrets(string environment, string environmentKeyPath, string adminKeyPath)
    {
        Environment = environment;
        EnvironmentKeyPath = environmentKeyPath;
        AdminKeyPath = adminKeyPath;
    }

    /// <summary>Name of the environment; random too, so that two data folders can share one Redis.</summary>
    public string Environment { get; }

    public string EnvironmentKeyPath { get; }

    public string AdminKeyPath { get; }

    /// <summary>Reads what is there and makes what is missing.</summary>
    public static DevSecrets Ensure(DataFolder folder)
    {
        var name = EnsureFile(folder.At("environment.name"), () => $"dev-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes))}");
        var environmentKey = folder.At("environment.key");
        EnsureFile(environmentKey, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)));
        var adminKey = folder.At("admin.key");
        EnsureFile(adminKey, AdminKey.Create);
        return new DevSecrets(name, environmentKey, adminKey);
    }

    private static string EnsureFile(string path, Func<string> make)
    {
        if (!File.Exists(path))
            PrivateFile.Write(path, make());
        return File.ReadAllText(path).Trim();
    }
}
