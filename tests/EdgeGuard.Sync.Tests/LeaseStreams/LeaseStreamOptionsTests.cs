using EdgeGuard.Sync.LeaseStreams;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

public sealed class LeaseStreamOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8084")]
    [InlineData("http://localhost:8084")]
    [InlineData("http://[::1]:8084")]
    [InlineData("https://scim-1.example:8084")]
    [InlineData("https://scim-1.example/")]
    public void Validate_AddressOfAScim_HasNoFault(string url) => Validate(options => options.Scims.Add(url)).ShouldBeEmpty();

    [Theory]
    [InlineData("scim-1.example:8084")]
    [InlineData("ftp://scim-1.example")]
    [InlineData("https://scim-1.example/lease")]
    [InlineData("https://scim-1.example?x=1")]
    [InlineData("https://me@scim-1.example")]
    [InlineData("http://scim-1.example:8084")]
    public void Validate_NoSuchAddress_NamesItsKey(string url) =>
        Validate(options => options.Scims.Add(url)).ShouldHaveSingleItem().ShouldStartWith("EdgeGuard:Lease:Scims:1:");

    [Fact]
    public void Validate_PlaintextPermitted_HasNoFault() => Validate(options =>
    {
        options.Scims.Add("http://scim-1.example:8084");
        options.AllowPlaintext = true;
    }).ShouldBeEmpty();

    [Fact]
    public void Validate_ManyFaults_NamesTheKeyOfEachAndNoSecret()
    {
        var faults = Validate(options =>
        {
            options.Scims.Add("https://scim.example");
            options.Key = "egedge_tooshortasecret";
            options.Name = "a b";
        });

        foreach (var key in new[] { "Scims:1", "Key", "Name" })
            faults.Count(fault => fault.StartsWith($"EdgeGuard:Lease:{key}:", StringComparison.Ordinal)).ShouldBe(1, key);
        string.Concat(faults).ShouldNotContain("tooshort");
    }

    [Fact]
    public void Validate_NothingConfigured_NamesWhatIsRequired() =>
        new LeaseStreamOptionsCheck().Validate(name: null, new LeaseStreamOptions { Name = "edge-1" }).Failures!.Select(fault => fault.Split(": ")[0])
            .ShouldBe(["EdgeGuard:Lease:Scims:0", "EdgeGuard:Lease:Key"]);

    [Fact]
    public void ToString_NeverShowsTheKey() => new LeaseStreamOptions { Key = FakeScim.Key }.ToString().ShouldNotContain("egedge");

    private static IReadOnlyList<string> Validate(Action<LeaseStreamOptions> configure)
    {
        var options = new LeaseStreamOptions { Name = "edge-1", Key = FakeScim.Key };
        options.Scims.Add("https://scim.example");
        configure(options);
        return [.. new LeaseStreamOptionsCheck().Validate(name: null, options).Failures ?? []];
    }
}
