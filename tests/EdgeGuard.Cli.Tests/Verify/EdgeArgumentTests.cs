using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Tests.Verify;

public sealed class EdgeArgumentTests
{
    [Fact]
    public void Parse_ProxyAndGrpc_NamesItByItsNumber() =>
        EdgeArgument.Parse("proxy=http://a:1,grpc=http://a:2", 3).ShouldBe(new EdgeEndpoint("edge-3", "http://a:1", "http://a:2", null, null, null));

    [Fact]
    public void Parse_AllParts_TakesThem() =>
        EdgeArgument.Parse("name=west, grpc=http://a:2, socket=/run/x=y.sock, http2=http://a:3, proxy=http://a:1", 1)
            .ShouldBe(new EdgeEndpoint("west", "http://a:1", "http://a:2", "/run/x=y.sock", null, "http://a:3"));

    [Theory]
    [InlineData("")]
    [InlineData("proxy=http://a:1")]
    [InlineData("grpc=http://a:1")]
    [InlineData("proxy=,grpc=http://a:2")]
    [InlineData("proxy=http://a:1,grpc=http://a:2,proxy=http://b:1")]
    [InlineData("proxy=http://a:1,grpc=http://a:2,colour=red")]
    public void Parse_AnythingElse_SaysWhatIsExpected(string text) =>
        Should.Throw<CliException>(() => EdgeArgument.Parse(text, 1)).Message.ShouldContain("proxy=URL,grpc=URL");
}
