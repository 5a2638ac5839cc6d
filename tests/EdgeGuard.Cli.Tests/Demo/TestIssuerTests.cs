using System.Net;
using System.Net.Http.Json;
using EdgeGuard.Cli.Demo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Cli.Tests.Demo;

public sealed class TestIssuerTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    public async ValueTask InitializeAsync()
    {
        _app = TestIssuer.Create("http://127.0.0.1:0", _folder.At("key.pem"), TimeProvider.System);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>();
        _client.BaseAddress = new Uri(addresses.ShouldNotBeNull().Addresses.Single());
    }

    [Theory]
    [InlineData("""{"sub":"00u1","tenant":"acme"}""", HttpStatusCode.OK)]
    [InlineData("""{"sub":"00u1","tenant":"acme","lifetimeSeconds":1}""", HttpStatusCode.OK)]
    [InlineData("""{"sub":"00u1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"tenant":"acme"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"sub":"00u1","tenant":"acme","lifetimeSeconds":0}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"sub":"00u1","tenant":"acme","lifetimeSeconds":86401}""", HttpStatusCode.BadRequest)]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    public async Task Token_Requests_AreAnswered(string body, HttpStatusCode expected)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await _client.PostAsync("/token", content, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost:1234", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("issuer.example", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.1", HttpStatusCode.Forbidden)]
    public async Task AnyRequest_ByHostName_OnlyLoopbackIsAnswered(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jwks");
        request.Headers.Host = host;

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _folder.Dispose();
    }
}
