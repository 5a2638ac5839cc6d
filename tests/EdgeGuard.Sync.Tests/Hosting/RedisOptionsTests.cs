using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Tests.Hosting;

public sealed class RedisOptionsTests
{
    [Theory]
    [InlineData("127.0.0.1:6379", true)]
    [InlineData("redis-1:6379,redis-2:6379,user=edge,password=secret,ssl=true", true)]
    [InlineData("password=secret", false)]
    [InlineData("host:6379,abortConnect=perhaps,password=secret", false)]
    public void Validate_ConnectionString_IsReadAndNeverRepeated(string connectionString, bool valid)
    {
        var result = new RedisConnectionStringCheck().Validate(name: null, new RedisOptions { ConnectionString = connectionString });

        result.Succeeded.ShouldBe(valid);
        (result.FailureMessage ?? string.Empty).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("default", true)]
    [InlineData("prod-eu.1_a", true)]
    [InlineData("", false)]
    [InlineData("a}b", false)]
    [InlineData("a:b", false)]
    [InlineData("a\n", false)]
    public void Validate_Environment_IsAPlainName(string environment, bool valid)
    {
        var options = new RedisOptions { ConnectionString = "127.0.0.1", Environment = environment };

        new RedisOptionsAttributes().Validate(name: null, options).Succeeded.ShouldBe(valid);
    }

    [Fact]
    public void Validate_NothingGiven_IsOneFaultNamingItsKey()
    {
        var options = new RedisOptions();

        new RedisOptionsAttributes().Validate(name: null, options).Failures.ShouldHaveSingleItem().ShouldContain("EdgeGuard:Redis:ConnectionString");
        new RedisConnectionStringCheck().Validate(name: null, options).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a}b")]
    public void Validate_BadEnvironment_NamesItsKey(string environment) =>
        new RedisOptionsAttributes().Validate(name: null, new RedisOptions { ConnectionString = "127.0.0.1", Environment = environment })
            .Failures.ShouldHaveSingleItem().ShouldContain("EdgeGuard:Environment:");

    [Fact]
    public void ToString_NeverShowsTheConnectionString() =>
        new RedisOptions { ConnectionString = "host,password=secret" }.ToString().ShouldNotContain("secret");

    [Fact]
    public void Names_OfOneEnvironment_ShareOneHashTag()
    {
        var names = new RedisNames("prod");

        string[] all = [names.Head!, names.Tail!, names.Manifest!, names.WriterLock!, names.Writers!, names.Chunk("id", 3)!, names.Changes.ToString()];
        all.ShouldAllBe(n => n.StartsWith("{eg:prod}:", StringComparison.Ordinal));
        all.ShouldBeUnique();
    }
}
