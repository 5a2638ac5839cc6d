using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.V1;
using Grpc.Core;

namespace EdgeGuard.Edge.Tests.Decisions;

public class CheckTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Check_OverTcpAndUnixSocket_AnswersAtTheCurrentVersion(bool unixSocket)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = unixSocket ? CheckClient.OverUnixSocket(edge) : CheckClient.OverTcp(edge);

        var allowed = await client.CheckAsync(CheckClient.MayRead("ada"));
        edge.Directory.Deactivate("ada");
        var denied = await client.CheckAsync(CheckClient.MayRead("ada"));

        (allowed.Allowed, allowed.Reason, allowed.Version).ShouldBe((true, Reason.Unspecified, 2UL));
        (denied.Allowed, denied.Reason, denied.Version).ShouldBe((false, Reason.UserInactive, 3UL));
        denied.DecisionId.ShouldBe(unchecked(allowed.DecisionId + 1));
    }

    [Fact]
    public async Task Check_EachQuestion_HasItsReason()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.Apply(
            new Change.TenantFeaturePut(TestDirectory.Tenant, "old", EdgeRig.Start.ToUnixTimeMilliseconds() - 1),
            new Change.TenantPut("halt", Suspended: true));
        using var client = CheckClient.OverTcp(edge);

        async Task<Reason> AskAsync(Action<CheckRequest> change)
        {
            var check = CheckClient.MayRead("ada");
            change(check);
            var answer = await client.CheckAsync(check);
            answer.Allowed.ShouldBe(answer.Reason == Reason.Unspecified);
            return answer.Reason;
        }

        (await AskAsync(check => check.Role = "viewer")).ShouldBe(Reason.Unspecified);
        (await AskAsync(check => check.Feature = "reports")).ShouldBe(Reason.Unspecified);
        (await AskAsync(check => check.Permission = "documents.delete")).ShouldBe(Reason.MissingPermission);
        (await AskAsync(check => check.Role = "admin")).ShouldBe(Reason.MissingRole);
        (await AskAsync(check => check.Feature = "exports")).ShouldBe(Reason.MissingFeature);
        (await AskAsync(check => check.Feature = "old")).ShouldBe(Reason.BundleExpired);
        (await AskAsync(check => check.Subject.Value = "eve")).ShouldBe(Reason.UnknownSubject);
        (await AskAsync(check => check.Tenant = "nobody")).ShouldBe(Reason.UnknownTenant);
        (await AskAsync(check => check.Tenant = "halt")).ShouldBe(Reason.TenantSuspended);
    }

    [Fact]
    public async Task Check_EachKindOfSubject_FindsTheUser()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var user = TestDirectory.Id("ada");
        edge.Directory.Apply(
            new Change.AliasPut(TestDirectory.Hasher.Subject(TestDirectory.Tenant, SubjectKeyKind.UserName, "ada@acme.example"), user),
            new Change.AliasPut(TestDirectory.Hasher.Subject(TestDirectory.Tenant, SubjectKeyKind.Email, "a.l@acme.example"), user));
        using var client = CheckClient.OverTcp(edge);
        (SubjectKind Kind, string Value)[] keys =
        [
            (SubjectKind.Unspecified, "ada"), (SubjectKind.ExternalId, "ada"), (SubjectKind.Id, "id-ada"),
            (SubjectKind.UserName, "Ada@ACME.example"), (SubjectKind.Email, "A.L@acme.example"),
        ];

        foreach (var (kind, value) in keys)
        {
            var check = CheckClient.MayRead("ada");
            check.Subject = new Subject { Kind = kind, Value = value };
            (await client.CheckAsync(check)).Allowed.ShouldBeTrue(kind.ToString());
        }
    }

    [Fact]
    public async Task Check_NoSnapshotYet_IsAnAnswer()
    {
        await using var edge = await EdgeRig.StartAsync();
        using var client = CheckClient.OverTcp(edge);

        var answer = await client.CheckAsync(CheckClient.MayRead("ada"));

        (answer.Allowed, answer.Reason, answer.Version).ShouldBe((false, Reason.SnapshotMissing, 0UL));
    }

    [Fact]
    public async Task Check_Token_IsValidatedAndHeldAgainstNotBefore()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("rev");
        edge.Directory.Apply(TestDirectory.Status("rev", active: true, notBefore: EdgeRig.Start.ToUnixTimeMilliseconds() + 1));
        using var client = CheckClient.OverTcp(edge);

        async Task<Reason> AskAsync(string token, string tenant = "") =>
            (await client.CheckAsync(new CheckRequest { Tenant = tenant, Token = token, Permission = "documents.read" })).Reason;

        (await AskAsync(edge.Token("ada"))).ShouldBe(Reason.Unspecified);
        (await AskAsync(edge.Token("ada"), "acme")).ShouldBe(Reason.Unspecified);
        (await AskAsync(edge.Token("ada"), "ACME")).ShouldBe(Reason.UnknownTenant);
        (await AskAsync(edge.Token("ada"), "globex")).ShouldBe(Reason.UnknownTenant);
        (await AskAsync(edge.Token("rev"))).ShouldBe(Reason.SessionRevoked);
        (await AskAsync("")).ShouldBe(Reason.TokenMissing);
        (await AskAsync("x.y.z")).ShouldBe(Reason.TokenInvalid);
        (await AskAsync(edge.Token("ada", json => (json["iat"], json["exp"]) = (edge.Issuer.Now - 100, edge.Issuer.Now)))).ShouldBe(Reason.TokenExpired);
    }

    private static readonly (string Field, CheckRequest Check)[] Malformed =
    [
        ("tenant:", new CheckRequest { Subject = new Subject { Value = "ada" }, Permission = "p" }),
        ("tenant:", Check(tenant: new string('t', CheckLimits.MaxTenantLength + 1))),
        ("subject:", new CheckRequest { Tenant = "acme", Permission = "p" }),
        ("subject.value:", Check(value: "")),
        ("subject.value:", Check(value: new string('v', CheckLimits.MaxSubjectLength + 1))),
        ("subject.kind:", new CheckRequest { Tenant = "acme", Subject = new Subject { Kind = (SubjectKind)9, Value = "ada" }, Permission = "p" }),
        ("permission:", new CheckRequest { Tenant = "acme", Subject = new Subject { Value = "ada" } }),
        ("permission:", Check(permission: "")),
        ("permission:", Check(permission: new string('p', CheckLimits.MaxNameLength + 1))),
        ("role:", new CheckRequest { Tenant = "acme", Subject = new Subject { Value = "ada" }, Role = "" }),
        ("feature:", new CheckRequest { Tenant = "acme", Subject = new Subject { Value = "ada" }, Feature = "" }),
    ];

    [Fact]
    public async Task Check_MalformedQuestion_IsInvalidArgumentNamingTheField()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);

        foreach (var (field, check) in Malformed)
        {
            var alone = await Should.ThrowAsync<RpcException>(() => client.CheckAsync(check));
            var second = await Should.ThrowAsync<RpcException>(() => client.BatchAsync(CheckClient.MayRead("ada"), check));

            alone.StatusCode.ShouldBe(StatusCode.InvalidArgument);
            alone.Status.Detail.ShouldStartWith(field);
            second.StatusCode.ShouldBe(StatusCode.InvalidArgument);
            second.Status.Detail.ShouldStartWith($"checks[1].{field}");
        }
    }

    private static CheckRequest Check(string tenant = "acme", string value = "ada", string permission = "p") =>
        new() { Tenant = tenant, Subject = new Subject { Value = value }, Permission = permission };
}
