using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>Speaks SCIM to one connection as a provider would.</summary>
internal sealed class ScimClient(HttpClient http, string connectionId) : IDisposable
{
    public const string UserSchema = "urn:ietf:params:scim:schemas:core:2.0:User";
    public const string GroupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group";
    public const string PatchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

    public string BasePath { get; } = $"/scim/v2/{connectionId}/";

    public Task<Answer> GetAsync(string path, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Get, path, null, headers => Add(headers.IfNoneMatch, ifNoneMatch));

    public Task<Answer> FilterAsync(string type, string filter) => GetAsync($"{type}?filter={Uri.EscapeDataString(filter)}");

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PutAsync(string path, string json, string? ifMatch = null) =>
        SendAsync(HttpMethod.Put, path, json, headers => Add(headers.IfMatch, ifMatch));

    public Task<Answer> PatchAsync(string path, string operations, string? ifMatch = null) =>
        SendAsync(HttpMethod.Patch, path, $$"""{"schemas":["{{PatchSchema}}"],"Operations":[{{operations}}]}""", headers => Add(headers.IfMatch, ifMatch));

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    /// <summary>Creates a user, active, with externalId <c>x-{name}</c>, and gives its id.</summary>
    public async Task<string> AddUserAsync(string name)
    {
        var answer = await PostAsync("Users", User(name));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.At("id")!.GetValue<string>();
    }

    /// <summary>Creates a group and gives its id.</summary>
    public async Task<string> AddGroupAsync(string name, params IEnumerable<string> members)
    {
        var answer = await PostAsync("Groups", Group(name, members));
        answer.Status.ShouldBe(HttpStatusCode.Created, answer.Text);
        return answer.At("id")!.GetValue<string>();
    }

    public async Task<Answer> SendAsync(
        HttpMethod method,
        string path,
        string? json,
        Action<HttpRequestHeaders>? headers = null,
        string? contentType = "application/scim+json",
        byte[]? body = null)
    {
        body ??= json is null ? null : Encoding.UTF8.GetBytes(json);
        using var request = new HttpRequestMessage(method, BasePath + path);
        headers?.Invoke(request.Headers);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            if (contentType is not null)
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        return await Answer.ReadAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public void Dispose() => http.Dispose();

    public static string User(string name, string more = "") =>
        $$"""{"schemas":["{{UserSchema}}"],"userName":"{{name}}","externalId":"x-{{name}}"{{more}}}""";

    public static string Group(string name, params IEnumerable<string> members) =>
        $$"""{"schemas":["{{GroupSchema}}"],"displayName":"{{name}}","members":[{{Members(members)}}]}""";

    public static string Members(IEnumerable<string> ids) => string.Join(',', ids.Select(id => $$"""{"value":"{{id}}"}"""));

    private static void Add(HttpHeaderValueCollection<EntityTagHeaderValue> headers, string? etag)
    {
        if (etag is not null)
            headers.Add(etag == "*" ? EntityTagHeaderValue.Any : EntityTagHeaderValue.Parse(etag));
    }
}
