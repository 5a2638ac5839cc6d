using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Documents;

public sealed class StateDocumentReaderTests
{
    [Fact]
    public void Read_OneOfEverything_HasIt()
    {
        var state = DocumentReading.Read(DocumentReading.Everything);

        state.Tenants.Select(t => (t.Key, t.Parent, t.Suspended)).ShouldBe([("shop", "corp", true), ("corp", "", false), ("bare", "", false)]);
        state.Tenants[1].Features.Select(f => (f.Feature, f.ExpiresAt)).ShouldBe([("audit", -1), ("sso", 1_780_272_000_000)]);
        var plan = state.Tenants[1].Plans.ShouldHaveSingleItem();
        (plan.Plan, plan.Inherit, plan.From, plan.ExpiresAt).ShouldBe(("team", true, 5, -1));
        var ann = state.Users.ShouldHaveSingleItem();
        (ann.UserName, ann.ExternalId, ann.Active, ann.NotBefore).ShouldBe(("Ann@x.example", "00u1", false, 1_767_225_600_000));
        ann.Roles.Select(r => (r.Role, r.Tenant)).ShouldBe([("viewer", "corp"), ("admin", "shop")]);
        ann.Permissions[1].Period.ShouldBe(new ActivePeriod(ActivePeriod.Beginning, 7));
        var staff = state.Groups[0];
        staff.Roles.ShouldBe(["viewer", "admin"]);
        staff.Assignments.ShouldHaveSingleItem().Period.ShouldBe(new ActivePeriod(1, 2));
        state.Grants.Select(g => g.Grantee).ShouldBe(
        [
            new GranteeEntry(HolderKind.User, "ann", "corp"), new GranteeEntry(HolderKind.Group, "g1", "corp"), new GranteeEntry(HolderKind.Role, "viewer", ""),
        ]);
    }

    [Fact]
    public void Read_WhatIsLeftOut_GivesNothing()
    {
        var state = DocumentReading.Read("""{"tenants":["t"],"users":[{"tenant":"t","id":"u"}],"plans":[{"key":"p"}],"flags":[{"feature":"f","on":true}]}""");

        state.Users[0].Active.ShouldBeTrue();
        state.Users[0].NotBefore.ShouldBe(0);
        state.Plans[0].DefaultTreatment.ShouldBe("false");
        (state.Flags[0].OffTreatment, state.Flags[0].DefaultTreatment).ShouldBe(("false", "false"));
    }

    // SEMANTICS section 9: what commons would take for "never" or for "on".
    [Theory]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f"}]}]}""", "/tenants/0/features/0: \"expiresAt\" is missing.")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":null}]}]}""", "/tenants/0/features/0/expiresAt: An instant is expected here, not nothing (null).")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":"NaN"}]}]}""", "/tenants/0/features/0/expiresAt: The text \"NaN\" is no instant")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":"-1"}]}]}""", "/tenants/0/features/0/expiresAt: The text \"-1\" is no instant")]
    [InlineData("""{"tenants":[{"key":"t","features":[{"feature":"f","expiresAt":"1969-12-31T23:59:59.999Z"}]}]}""", "/tenants/0/features/0/expiresAt: This one instant would read as \"never\"")]
    [InlineData("""{"tenants":[{"key":"t","plans":[{"plan":"p"}]}]}""", "/tenants/0/plans/0: \"expiresAt\" is missing.")]
    [InlineData("""{"flags":[{"feature":"f","on":"false"}]}""", "/flags/0/on: True or false is expected here, not the text \"false\".")]
    [InlineData("""{"flags":[{"feature":"f"}]}""", "/flags/0: \"on\" is missing.")]
    public void Read_WhatSection9RefusesAtWriteTime_IsRefused(string json, string fault) => Only(json, fault);

    [Theory]
    [InlineData("""[]""", "An object is expected here, not a list.")]
    [InlineData("""{"tenant":[]}""", "/tenant: There is no \"tenant\" here, did you mean \"tenants\"?")]
    [InlineData("""{"tenants":{}}""", "/tenants: A list is expected here, not an object.")]
    [InlineData("""{"tenants":[],"tenants":[]}""", "/tenants: \"tenants\" is already given")]
    [InlineData("""{"tenants":[5]}""", "/tenants/0: An object is expected here, not 5 (a text needs quotes).")]
    [InlineData("""{"tenants":[{"key":5}]}""", "/tenants/0/key: A text is expected here, not 5 (a text needs quotes).")]
    [InlineData("""{"tenants":["a",{"key":"a"}]}""", "/tenants/1: This is the second entry for the same thing; the first is in line 1.")]
    [InlineData("""{"tenants":[""]}""", "/tenants/0: This may not be empty.")]
    [InlineData("""{"roles":[{"key":"r","permissions":["a","a"]}]}""", "/roles/0/permissions/1: \"a\" is in the list twice.")]
    [InlineData("""{"roles":[{"key":"r","permissions":"a"}]}""", "/roles/0/permissions: A list is expected here, not the text \"a\".")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","roles":[{"role":"r","from":2,"until":1}]}]}""", "/users/0/roles/0: \"from\" is later than \"until\".")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","roles":["r",{"role":"r"}]}]}""", "/users/0/roles/1: This is the second entry for the same thing")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","attributes":[]}]}""", "/users/0/attributes: An object is expected here, not a list.")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","attributes":{"a":{"date":1,"date":2}}}]}""", "/users/0/attributes/a/date: \"date\" is already given")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","notBefore":"soon"}]}""", "/users/0/notBefore: The text \"soon\" is no instant")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","notBefore":1.5}]}""", "/users/0/notBefore: 1.5 is no instant")]
    [InlineData("""{"grants":[{"tenant":"t","resource":{"type":"a","id":"b"},"permission":"p"}]}""", "/grants/0: A grant is for one \"user\", \"group\" or \"role\".")]
    [InlineData("""{"grants":[{"tenant":"t","resource":{"type":"a","id":"b"},"role":"r","of":"t","permission":"p"}]}""", "/grants/0: \"of\" names the tenant of a user or group")]
    [InlineData("""{"grants":[{"tenant":"t","role":"r","permission":"p"}]}""", "/grants/0: \"resource\" is missing.")]
    [InlineData("""{"resources":[{"tenant":"t","type":"a","id":"b"}]}""", "/resources/0: \"parent\" is missing.")]
    [InlineData("""{"plans":[{"key":"p","defaultTreatment":true}]}""", "/plans/0/defaultTreatment: A treatment is a text: write \"true\", with the quotes.")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"treatment":true,"conditions":[]}]}]}""", "/plans/0/rules/0/treatment: A treatment is a text: write \"true\", with the quotes.")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"conditions":[]}]}]}""", "/plans/0/rules/0: \"treatment\" is missing.")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"treatment":"true"}]}]}""", "/plans/0/rules/0: \"conditions\" is missing")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"treatment":"true","conditions":[{"conditionLogic":"or","conditions":[5]}]}]}]}""", "/plans/0/rules/0/conditions/0/conditions/0: An object is expected here, not 5")]
    [InlineData("""{"plans":[{"key":"p","rules":[{"treatment":"true","conditions":[{"op":"x","op":"y"}]}]}]}""", "/plans/0/rules/0/conditions/0/op: \"op\" is already given")]
    [InlineData("""{"plans":[{"key":"p","rules":["true"]}]}""", "/plans/0/rules/0: An object is expected here, not the text \"true\".")]
    [InlineData("""{"a~/b":1}""", "/a~0~1b: There is no \"a~/b\" here.")]
    public void Read_AFault_IsToldAtItsPlace(string json, string fault) => Only(json, fault);

    [Fact]
    public void Read_ManyFaults_TellsEach()
    {
        DocumentReading.Read("""{"tenants":[{"kye":"a"}],"roles":[{"key":1}],"users":[{"tenant":"t","id":"u","active":"no"}]}""", out var faults);

        faults.All.Select(f => f.Place.JsonPointer).ShouldBe(["/tenants/0/kye", "/tenants/0", "/roles/0/key", "/users/0/active"]);
    }

    [Fact]
    public void Read_FaultsWithoutEnd_AreCountedAndKeptToALimit()
    {
        DocumentReading.Read($$"""{"tenants":[{{string.Join(',', Enumerable.Repeat("5", 5000))}}]}""", out var faults);

        faults.Count.ShouldBe(5000);
        faults.All.Count.ShouldBe(1000);
    }

    private static void Only(string json, string fault)
    {
        DocumentReading.Read(json, out var faults);

        var text = faults.All.ShouldHaveSingleItem().ToString();
        text[(text.IndexOf(": ", StringComparison.Ordinal) + 2)..].ShouldStartWith(fault);
    }
}
