using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.Clients;

public sealed class HttpClientsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://localhost:1/")]
    [InlineData("http://[::1]:1/")]
    [InlineData("https://scim.example/")]
    public void Check_LoopbackOrTls_Accepts(string address) => Should.NotThrow(() => HttpClients.Check(new Uri(address)));

    [Theory]
    [InlineData("http://scim.example/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost.example/")]
    public void Check_ClearTextElsewhere_Refuses(string address) => Should.Throw<CliException>(() => HttpClients.Check(new Uri(address)));
}
