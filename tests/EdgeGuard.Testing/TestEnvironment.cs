using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Testing;

/// <summary>The secrets of the environment that tests play in. Never used outside tests.</summary>
public static class TestEnvironment
{
    /// <summary>The environment's secret in Base64, as configuration takes it.</summary>
    public const string KeyBase64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    /// <summary>The keys derived from <see cref="KeyBase64"/>.</summary>
    public static EnvironmentKeys Keys { get; } = EnvironmentKeys.FromBase64(KeyBase64);

    /// <summary>The keys of another environment: what they sign is forged here.</summary>
    public static EnvironmentKeys ForeignKeys { get; } = EnvironmentKeys.FromSecret(Enumerable.Repeat((byte)7, EnvironmentKeys.MinSecretBytes).ToArray());
}
