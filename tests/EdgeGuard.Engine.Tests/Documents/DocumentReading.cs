using System.Buffers;
using System.Text;
using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Tests.Documents;

/// <summary>The shortest ways from JSON to states and back.</summary>
internal static class DocumentReading
{
    public static StateDocument Read(string json)
    {
        var document = Read(json, out var faults);
        faults.All.ShouldBeEmpty();
        return document;
    }

    public static StateDocument Read(string json, out DocumentFaults faults)
    {
        faults = new DocumentFaults();
        var root = DocumentPath.Root("s.json");
        var node = JsonTreeReader.Read(Encoding.UTF8.GetBytes(json), root, faults);
        return StateDocumentReader.Read(new DocumentValue(node!, root, faults));
    }

    public static string Write(StateDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        StateDocumentWriter.Write(document, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One of everything.</summary>
    public const string Everything = """
        {
          "$schema": "state.schema.json",
          "description": "one of everything",
          "tenants": [
            {"key": "shop", "parent": "corp", "suspended": true},
            {"key": "corp", "features": [{"feature": "audit", "expiresAt": "never"}, {"feature": "sso", "expiresAt": "2026-06-01T00:00:00Z"}],
             "plans": [{"plan": "team", "inherit": true, "from": 5, "expiresAt": -1}]},
            "bare"
          ],
          "roles": [
            {"key": "viewer", "permissions": ["documents.read", "a.*"], "parents": ["z", "b"]},
            {"tenant": "corp", "key": "viewer"}
          ],
          "features": [{"key": "sso", "linkedPermissions": ["login.*", "a"]}],
          "plans": [{"key": "team", "features": ["sso", "audit"], "defaultTreatment": "true",
                     "rules": [{"treatment": "false", "conditionLogic": "or", "conditions": [{"attribute": "x", "op": "in_list", "value": {"list": ["é"]}}]}]}],
          "flags": [{"feature": "sso", "on": true, "offTreatment": "true", "rules": []}],
          "groups": [
            {"tenant": "corp", "id": "g2", "displayName": "Staff", "roles": ["viewer", "admin", {"role": "owner", "tenant": "shop", "inherit": true, "from": 1, "until": 2}],
             "members": ["ann"], "groups": ["g1"]},
            {"tenant": "corp", "id": "g1"}
          ],
          "users": [
            {"tenant": "corp", "id": "ann", "userName": "Ann@x.example", "externalId": "00u1", "emails": ["ann@x.example", "a@x.example"], "active": false,
             "notBefore": "2026-01-01", "attributes": {"department": "Sales", "hired": {"date": "2020-01-01"}},
             "roles": ["viewer", {"role": "admin", "tenant": "shop"}], "permissions": ["p.*", {"permission": "q", "until": 7}],
             "plans": [{"plan": "team", "expiresAt": 9}]}
          ],
          "resources": [{"tenant": "corp", "type": "doc", "id": "1", "parent": {"type": "folder", "id": "f"}}],
          "grants": [
            {"tenant": "corp", "resource": {"type": "doc", "id": "1"}, "user": "ann", "permission": "doc.read", "from": 3},
            {"tenant": "shop", "resource": {"type": "doc", "id": "1"}, "group": "g1", "of": "corp", "permission": "doc.*"},
            {"tenant": "shop", "resource": {"type": "doc", "id": "1"}, "role": "viewer", "permission": "doc.*"}
          ]
        }
        """;
}
