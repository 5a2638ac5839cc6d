using System.Text;
using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Explaining;

public class ExplanationJsonTests
{
    private static readonly Hash128 Acme = World.Tenant("acme");
    private static readonly Hash128 Ada = World.User("acme", "ada");

    private static readonly Snapshot State = World.Build(
        new Change.TenantPut("acme", Suspended: false),
        new Change.UserPut(Ada, Acme, Active: true, NotBefore: 0),
        new Change.RolePut("acme", "viewer", ["documents.*"]),
        new Change.RoleAssigned(RoleHolder.User(Ada), Acme, "viewer", Inherit: false, new(ActivePeriod.Beginning, 2000)));

    [Fact]
    public void Write_Allow_HasTheWay() =>
        Write(Question.Permission("documents.read"), now: 1000).ShouldBe(
            """
            {"allowed":true,"version":1,"now":1000,"question":{"kind":"permission","name":"documents.read"},"tenant":"acme","user":{"hash":"ADA","name":"ada"},
            "home":"acme","ways":[{"standing":"live","role":{"key":"viewer","user":{"hash":"ADA","name":"ada"},"tenant":"acme","inherited":false,"byRule":false,
            "activeUntil":2000,"roles":[{"tenant":"acme","key":"viewer"}],"pattern":"documents.*"}}]}
            """.Replace("ADA", Ada.ToString(), StringComparison.Ordinal).ReplaceLineEndings(""));

    [Fact]
    public void Write_Denial_HasWhatIsMissing() =>
        Write(Question.PermissionOn("documents.read", new("document", "1")), now: 3000).ShouldEndWith(
            """
            "missing":[{"kind":"permission","name":"documents.read","oneOf":[{"kind":"grant","name":"documents.read"},{"kind":"assignPermission","name":"documents.read"},
            {"kind":"extendRole","name":"viewer"}]}]}
            """.ReplaceLineEndings(""));

    [Fact]
    public void Write_NameThatIsNoText_IsStillJson()
    {
        using var document = JsonDocument.Parse(Write(Question.Role("a\ud800"), now: 0));

        document.RootElement.GetProperty("question").GetProperty("name").GetString().ShouldBe("a\ufffd");
    }

    private static string Write(Question question, long now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            ExplanationJson.Write(json, State.Explain(new SubjectClaim(Acme, Ada, SubjectClaim.NoToken), question, now), (_, _) => "ada");
        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
