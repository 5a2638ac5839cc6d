using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Documents;

public sealed class StateLoaderTests
{
    private readonly DocumentFaults _faults = new();

    [Fact]
    public void Load_OneOfEverything_Answers()
    {
        var snapshot = Load(DocumentReading.Everything.Replace("\"active\": false,", "", StringComparison.Ordinal));

        _faults.All.ShouldBeEmpty();
        (snapshot!.TenantCount, snapshot.UserCount, snapshot.GroupCount).ShouldBe((3, 1, 2));
        Ask("corp", SubjectKeyKind.UserName, "ANN@x.example", Question.Permission("p.anything")).ShouldBe(Reason.None);
        Ask("corp", SubjectKeyKind.Email, "a@x.example", Question.Role("viewer")).ShouldBe(Reason.None);
        Ask("corp", SubjectKeyKind.ExternalId, "00u1", Question.Feature("audit")).ShouldBe(Reason.None);
        Ask("corp", SubjectKeyKind.Id, "ann", Question.PermissionOn("doc.read", new ResourceName("doc", "1"))).ShouldBe(Reason.None);
        Ask("shop", SubjectKeyKind.Id, "ann", Question.Role("viewer")).ShouldBe(Reason.TenantSuspended);

        Reason Ask(string tenant, SubjectKeyKind kind, string key, Question question) =>
            snapshot.Check(new SubjectClaim(World.Tenant(tenant), World.Hasher.Subject(World.Tenant("corp"), kind, key), SubjectClaim.NoToken), question, 10).Reason;
    }

    [Fact]
    public void Load_ChildrenBeforeParents_PutsParentsFirst()
    {
        var snapshot = Load("""{"tenants":[{"key":"c","parent":"b"},{"key":"b","parent":"a"},{"key":"a"}]}""");

        snapshot!.TenantCount.ShouldBe(3);
    }

    [Theory]
    [InlineData("""{"tenants":[{"key":"acme-eu","parent":"acm"},"acme"]}""", "/tenants/0: There is no tenant \"acm\", did you mean \"acme\"?")]
    [InlineData("""{"tenants":[{"key":"a","parent":"b"},{"key":"b","parent":"c"},{"key":"c","parent":"a"}]}""", "/tenants/0: Tenants lie in each other: a in b in c in a.")]
    [InlineData("""{"tenants":[{"key":"a","parent":"a"}]}""", "/tenants/0: Tenants lie in each other: a in a.")]
    [InlineData("""{"roles":[{"tenant":"t","key":"r"}]}""", "/roles/0: There is no tenant \"t\".")]
    [InlineData("""{"users":[{"tenant":"t","id":"u","roles":["r"]}]}""", "/users/0: There is no tenant \"t\".")]
    [InlineData("""{"tenants":["t"],"users":[{"tenant":"t","id":"u","roles":[{"role":"r","tenant":"x"}]}]}""", "/users/0/roles/0: There is no tenant \"x\".")]
    [InlineData("""{"tenants":["t"],"users":[{"tenant":"t","id":"u","permissions":[{"permission":"r","tenant":"x"}]}]}""", "/users/0/permissions/0: There is no tenant \"x\".")]
    [InlineData("""{"tenants":["t"],"groups":[{"tenant":"t","id":"g","members":["ann"]}],"users":[{"tenant":"t","id":"anna"}]}""", "/groups/0/members/0: There is no user \"ann\" in tenant \"t\", did you mean \"anna\"?")]
    [InlineData("""{"tenants":["t"],"groups":[{"tenant":"t","id":"g","groups":["h"]}]}""", "/groups/0/groups/0: There is no group \"h\" in tenant \"t\".")]
    [InlineData("""{"tenants":["t"],"grants":[{"tenant":"t","resource":{"type":"a","id":"b"},"user":"u","permission":"p"}]}""", "/grants/0: There is no user \"u\" in tenant \"t\".")]
    [InlineData("""{"tenants":["t"],"grants":[{"tenant":"t","resource":{"type":"a","id":"b"},"group":"u","of":"x","permission":"p"}]}""", "/grants/0: There is no tenant \"x\".")]
    [InlineData("""{"resources":[{"tenant":"t","type":"a","id":"b","parent":{"type":"a","id":"c"}}]}""", "/resources/0: There is no tenant \"t\".")]
    public void Load_ANameOfNothing_IsAFault(string json, string fault)
    {
        Load(json).ShouldBeNull();

        _faults.All.ShouldHaveSingleItem().ToString().ShouldEndWith(fault);
    }

    [Theory]
    [InlineData("""{"tenants":["t"],"groups":[{"tenant":"t","id":"g","groups":["h"]},{"tenant":"t","id":"h","groups":["g"]}]}""", "/groups/1/groups/0")]
    [InlineData("""{"roles":[{"key":"a","parents":["b"]},{"key":"b","parents":["a"]}]}""", "/roles/1")]
    [InlineData("""{"tenants":["t"],"resources":[{"tenant":"t","type":"a","id":"1","parent":{"type":"a","id":"1"}}]}""", "/resources/0")]
    [InlineData("""{"tenants":["ténant"]}""", "/tenants/0")]
    [InlineData("""{"tenants":["t"],"users":[{"tenant":"t","id":"u","userName":"x"},{"tenant":"t","id":"v","userName":"X"}]}""", "/users/1")]
    [InlineData("""{"tenants":["t"],"users":[{"tenant":"t","id":"u","attributes":{"a":{"b":1}}}]}""", "/users/0")]
    public void Load_WhatTheEngineRefuses_IsAFaultAtTheEntry(string json, string pointer)
    {
        Load(json).ShouldBeNull();

        var fault = _faults.All.ShouldHaveSingleItem();
        fault.Place.JsonPointer.ShouldBe(pointer);
        fault.Message.ShouldStartWith("This is refused: ");
    }

    [Fact]
    public void Load_SeveralRefusals_TellsEach()
    {
        Load("""{"tenants":["t"],"roles":[{"key":"a","parents":["a"]},{"key":"b","parents":["b"]}]}""").ShouldBeNull();

        _faults.All.Select(f => f.Place.JsonPointer).ShouldBe(["/roles/0", "/roles/1"]);
    }

    [Fact]
    public void StateNames_OfAState_AreWhatPeopleSay()
    {
        var names = StateNames.Of(DocumentReading.Read(DocumentReading.Everything), World.Hasher);

        names.Find(World.Tenant("corp")).ShouldBe("corp");
        names.Find(World.User("corp", "ann")).ShouldBe("ann");
        names.Find(World.Group("corp", "g2")).ShouldBe("Staff");
        names.Find(World.Group("corp", "g1")).ShouldBe("g1");
        names.Find(World.Tenant("nowhere")).ShouldBeNull();
    }

    private Snapshot? Load(string json) => StateLoader.Load(DocumentReading.Read(json), World.Hasher, World.Epoch, _faults);
}
