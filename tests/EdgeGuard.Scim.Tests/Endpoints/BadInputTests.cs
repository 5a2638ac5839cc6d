using System.Text;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Endpoints;

/// <summary>Every refusal has the SCIM error body and changes nothing.</summary>
public sealed class BadInputTests
{
    private const string Schema = """ "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"] """;

    [Theory]
    [InlineData("POST", "Users", "", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "[]", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "null", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{} {}", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a","userName":"b"}""", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a","USERNAME":"b"}""", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a","name":{"givenName":"x","givenName":"y"}}""", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{" + Schema + "}", 400, "invalidValue")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":""}""", 400, "invalidValue")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":5}""", 400, "invalidValue")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a","active":"maybe"}""", 400, "invalidValue")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a","emails":"x","name":7}""", 400, "invalidValue")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"\ud800"}""", 400, "invalidSyntax")]
    [InlineData("POST", "Users", "{" + Schema + ""","userName":"a\u0000b"}""", 400, "invalidSyntax")]
    [InlineData("POST", "Users", """{"userName":"a"}""", 400, "invalidValue")]
    [InlineData("POST", "Groups", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"]}""", 400, "invalidValue")]
    [InlineData("POST", "Groups", """{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"x","members":[{"display":"y"}]}""", 400, "invalidValue")]
    [InlineData("PATCH", "Users/ID", "{}", 400, "invalidValue")]
    [InlineData("PATCH", "Users/ID", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}""", 400, "invalidSyntax")]
    [InlineData("PATCH", "Users/ID", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"move","path":"title"}]}""", 400, "invalidSyntax")]
    [InlineData("PATCH", "Users/ID", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"colour","value":"x"}]}""", 400, "invalidPath")]
    [InlineData("PATCH", "Users/ID", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"id","value":"x"}]}""", 400, "mutability")]
    [InlineData("PATCH", "Users/ID", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","path":"title","value":"kept?"},{"op":"remove","path":"userName"}]}""", 400, "mutability")]
    [InlineData("PUT", "Users/ID", "{", 400, "invalidSyntax")]
    [InlineData("GET", "Users?startIndex=x", null, 400, "invalidValue")]
    [InlineData("GET", "Nothing", null, 404, null)]
    [InlineData("GET", "Users/ID/more", null, 404, null)]
    [InlineData("PATCH", "Users", "{}", 405, null)]
    [InlineData("POST", "Users/ID", "{}", 405, null)]
    [InlineData("GET", "Me", null, 501, null)]
    [InlineData("POST", "Me", "{}", 501, null)]
    [InlineData("POST", "Bulk", "{}", 501, null)]
    [InlineData("GET", "Schemas?filter=id%20pr", null, 403, null)]
    [InlineData("GET", "Schemas/urn:none", null, 404, null)]
    public async Task Security_A3_Request_Refused_ScimErrorAndNothingChanged(string method, string path, string? body, int status, string? scimType)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        var head = await new StoredLog(server).HeadAsync();

        var answer = await scim.SendAsync(HttpMethod.Parse(method), path.Replace("ID", user), body);

        ShouldBeScimError(answer, status, scimType);
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task Post_NestedTooDeep_Is400()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var deep = await scim.PostAsync("Users", "{" + Schema + ""","userName":"a","x":""" + new string('[', 40) + new string(']', 40) + "}");

        ShouldBeScimError(deep, 400, "invalidSyntax");
    }

    [Fact]
    public async Task Post_InvalidUtf8_Is400()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var answer = await scim.SendAsync(HttpMethod.Post, "Users", null, body: [.. Encoding.UTF8.GetBytes("{" + Schema + ",\"userName\":\"a"), 0xff, (byte)'"', (byte)'}']);

        ShouldBeScimError(answer, 400, "invalidSyntax");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    public async Task Post_WrongContentType_Is415(string? contentType)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        ShouldBeScimError(await scim.SendAsync(HttpMethod.Post, "Users", ScimClient.User("a"), null, contentType), 415, null);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/scim+json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task Scim_K16_Post_EitherJsonType_IsTaken(string contentType)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        (await scim.SendAsync(HttpMethod.Post, "Users?aadOptscim062020", ScimClient.User("a"), null, contentType)).StatusNumber.ShouldBe(201);
    }

    [Fact]
    public async Task Post_LargerThanTheLimit_Is413()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        // A client that asks first is answered; one that just sends may see the connection close under it.
        var answer = await scim.SendAsync(
            HttpMethod.Post, "Users", ScimClient.User("a", $$""","title":"{{new string('x', ScimHost.MaxBodyBytes)}}" """), headers => headers.ExpectContinue = true);

        ShouldBeScimError(answer, 413, null);
    }

    [Theory]
    [InlineData("ServiceProviderConfig", "patch/supported")]
    [InlineData("ResourceTypes", "Resources/1/schema")]
    [InlineData("ResourceTypes/User", "endpoint")]
    [InlineData("Schemas", "Resources/2/attributes")]
    [InlineData("Schemas/urn:ietf:params:scim:schemas:core:2.0:User", "attributes")]
    public async Task Discovery_EachDocument_IsServed(string path, string member)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var answer = await scim.GetAsync(path);

        answer.StatusNumber.ShouldBe(200);
        answer.ContentType.ShouldBe("application/scim+json");
        answer.At(member).ShouldNotBeNull();
    }

    private static void ShouldBeScimError(Answer answer, int status, string? scimType)
    {
        answer.StatusNumber.ShouldBe(status, answer.Text);
        answer.ContentType.ShouldBe("application/scim+json");
        answer.At("schemas/0")!.GetValue<string>().ShouldBe("urn:ietf:params:scim:api:messages:2.0:Error");
        answer.At("status")!.GetValue<string>().ShouldBe(status.ToString(System.Globalization.CultureInfo.InvariantCulture));
        answer.Json["scimType"]?.GetValue<string>().ShouldBe(scimType);
        (answer.Json["scimType"] is null).ShouldBe(scimType is null);
        answer.At("detail")!.GetValue<string>().ShouldNotBeEmpty();
    }
}
