using System.Text;

namespace EdgeGuard.Scim.Tests.Hosting;

/// <summary>Speaks to the admin API as an operator's script would.</summary>
internal sealed class AdminClient(HttpClient http) : IDisposable
{
    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null);

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? json, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, "/admin/v1/" + path);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, contentType);
        return await Answer.ReadAsync(await http.SendAsync(request, TestContext.Current.CancellationToken));
    }

    public void Dispose() => http.Dispose();
}
