using System.Text.Json;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Ping and generic clients (SCIM section 3, P1 to P3 and PingOne's own).</summary>
public sealed class PingTests
{
    [Fact]
    public async Task P1_EmailsWithoutASubAttribute_MeansTheValue()
    {
        await using var ping = await ProviderScene.StartAsync(Dialect.Ping);
        var ann = await ping.UserAsync("ann", ""","emails":[{"value":"ann@example.com","type":"work"}]""");
        await ping.UserAsync("bob", ""","emails":[{"value":"bob@example.com","type":"work"}]""");

        (await ping.FilterAsync("Users", "emails eq \"ann@example.com\"")).Lists(ann);
        (await ping.FilterAsync("Users", "emails co \"ANN@\"")).Lists(ann);
    }

    [Theory]
    [InlineData("O'Neil \"Ann\"")]
    [InlineData("""back\slash\""")]
    [InlineData("""both \" of them""")]
    public async Task P2_QuotesAndBackslashes_AreFound(string name)
    {
        await using var ping = await ProviderScene.StartAsync(Dialect.Ping);
        var text = JsonSerializer.Serialize(name);
        var ann = (await ping.PostAsync("Users", $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":{{text}},"displayName":{{text}}}""")).Is(201).Text("id");
        var group = (await ping.PostAsync("Groups", $$"""{"schemas":["{{ScimClient.GroupSchema}}"],"displayName":{{text}}}""")).Is(201).Text("id");

        (await ping.FilterAsync("Users", $"userName eq {text}")).Lists(ann).Text("Resources/0/userName").ShouldBe(name);
        (await ping.FilterAsync("Users", $"displayName eq {text}")).Lists(ann);
        (await ping.FilterAsync("Groups", $"displayName eq {text}")).Lists(group);
    }

    [Theory]
    [InlineData("Vertrieb Köln")]
    [InlineData("営業部")]
    [InlineData("Отдел 🚀")]
    public async Task P3_GroupNamesBeyondAscii_AreFound(string name)
    {
        await using var ping = await ProviderScene.StartAsync(Dialect.Ping);
        var group = await ping.GroupAsync(name);
        await ping.GroupAsync("Other");

        (await ping.FilterAsync("Groups", $"displayName eq \"{name}\"")).Lists(group).Text("Resources/0/displayName").ShouldBe(name);
    }

    [Fact]
    public async Task PingOne_TwoPrimaries_AtMostOneIsKept()
    {
        await using var ping = await ProviderScene.StartAsync(Dialect.Ping);
        const string Two = ""","emails":[{"value":"a@example.com","type":"work","primary":true},{"value":"b@example.com","type":"home","primary":true}]""";
        const string One = """[{"value":"a@example.com","type":"work","primary":true},{"value":"b@example.com","type":"home","primary":false}]""";

        var made = (await ping.PostAsync("Users", ScimClient.User("ann", Two))).Is(201).Shows("emails", One);
        var put = await ping.PublishesNothingAsync(() => ping.PutAsync("Users/" + made.Text("id"), ScimClient.User("ann", Two)));

        put.Is(200).Shows("emails", One);
    }

    [Fact]
    public async Task PingOne_OneValuePerTypeByPut_OtherTypesComeAndGo()
    {
        await using var ping = await ProviderScene.StartAsync(Dialect.Ping);
        var ann = await ping.UserAsync("ann", ""","phoneNumbers":[{"value":"1","type":"work"},{"value":"2","type":"mobile"}]""");

        (await ping.PutAsync("Users/" + ann, ScimClient.User("ann", ""","phoneNumbers":[{"value":"3","type":"work"},{"value":"2","type":"mobile"}]"""))).Is(200)
            .Shows("phoneNumbers", """[{"value":"3","type":"work"},{"value":"2","type":"mobile"}]""");
    }
}
