namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>Key pairs shared by tests, as making them is slow.</summary>
internal static class TestKeys
{
    public static TestKey Rsa { get; } = TestKey.Rsa("rsa-1");

    public static TestKey OtherRsa { get; } = TestKey.Rsa("rsa-2");

    public static TestKey ShortRsa { get; } = TestKey.Rsa("rsa-short", bits: 1024);

    public static TestKey Ec { get; } = TestKey.Ec("ec-1");

    public static TestKey OtherEc { get; } = TestKey.Ec("ec-2");
}
