using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("localhost:6379", "localhost:6379")]
    [InlineData("a:1, b:2,password=secret,user=me,ssl=true", "a:1,b:2")]
    public void Of_ConnectionString_ShowsTheServersAlone(string connection, string expected) => RedisAddress.Of(connection).ShouldBe(expected);
}
