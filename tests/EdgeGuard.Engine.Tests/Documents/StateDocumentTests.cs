using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Documents;

public sealed class StateDocumentTests
{
    [Fact]
    public void Write_WhatWasRead_ReadsBackToTheSameChanges()
    {
        var state = DocumentReading.Read(DocumentReading.Everything);

        var again = DocumentReading.Read(DocumentReading.Write(state));

        Changes(again).ShouldBe(Changes(state));
        DocumentReading.Write(again).ShouldBe(DocumentReading.Write(state));
    }

    [Fact]
    public void Write_Nothing_IsAnEmptyDocument() => DocumentReading.Write(StateDocument.Empty).ShouldBe("{}");

    [Fact]
    public void With_Changes_ReplacesEntriesOfTheSameKeyAndAddsOthers()
    {
        var state = DocumentReading.Read("""{"tenants":["a",{"key":"b","parent":"a"}],"roles":[{"key":"r","permissions":["x"]},{"tenant":"a","key":"r"}]}""");

        var changed = state.With(DocumentReading.Read("""{"tenants":[{"key":"b","suspended":true},"c"],"roles":[{"tenant":"a","key":"r","permissions":["y"]}]}"""));

        changed.Tenants.Select(t => (t.Key, t.Parent, t.Suspended)).ShouldBe([("a", "", false), ("b", "", true), ("c", "", false)]);
        changed.Roles.Select(r => (r.Tenant, r.Permissions.SingleOrDefault())).ShouldBe([("", "x"), ("a", "y")]);
    }

    [Fact]
    public void With_Nothing_IsTheSame()
    {
        var state = DocumentReading.Read(DocumentReading.Everything);

        Changes(state.With(StateDocument.Empty)).ShouldBe(Changes(state));
    }

    private static IReadOnlyList<object> Changes(StateDocument state) => [.. StateChanges.Of(state, World.Hasher).Select(c => c.Change)];
}
