using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Admin;

public sealed class BodyFaultTests
{
    [Fact]
    public async Task Put_BodyAtFault_NamesTheMember()
    {
        await using var server = await ScimServer.StartAsync();
        (string Body, string Detail)[] cases =
        [
            ("{}", "The body lacks suspended."),
            ("""{"suspended":false,"suspendd":true}""", "The body has a member that this resource does not know: suspendd."),
            ("""{"suspended":false,"suspended":true}""", "The body has a member twice: suspended."),
            ("""{"suspended":"yes"}""", "The body has a wrong value at $.suspended."),
            ("[]", "The body is not a JSON object that this resource takes."),
        ];

        foreach (var (body, detail) in cases)
        {
            var answer = await server.Admin.PutAsync("tenants/acme", body);
            answer.StatusNumber.ShouldBe(400);
            answer.At("detail")!.GetValue<string>().ShouldBe(detail, body);
        }
    }
}
