using System.Text;
using CsCheck;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol;

/// <summary>Whatever arrives, the answer is a value: a resource or a refusal, never an exception.</summary>
public sealed class HostileInputProperties
{
    private static readonly Gen<string> Bodies = Gen.OneOf(
        $$$"""
        {"schemas":["{{{SchemaUris.User}}}","{{{SchemaUris.EnterpriseUser}}}"],"userName":"ann@x","externalId":"e1","active":"True",
         "name":{"givenName":"Ann","familyName":null},"emails":[{"value":"a@x","type":"work","primary":true}],"roles":[],
         "{{{SchemaUris.EnterpriseUser}}}":{"department":"Sales","manager":"m1"},"password":"p","meta":{"resourceType":"User"} }
        """,
        $$"""{"schemas":["{{SchemaUris.Group}}"],"displayName":"Sales","members":[{"$ref":null,"value":"u1"},{"value":"u2"}]}""",
        $$$"""
        {"schemas":["{{{SchemaUris.PatchOp}}}"],"Operations":[
         {"op":"Replace","path":"emails[type eq \"work\"].value","value":"b@x"},{"op":"add","value":{"name.givenName":"G","active":false}},
         {"op":"Remove","path":"{{{SchemaUris.EnterpriseUser}}}:manager"},{"op":"add","path":"roles","value":[{"value":"r"}]}]}
        """,
        $$$"""
        {"schemas":["{{{SchemaUris.PatchOp}}}"],"Operations":[
         {"op":"Remove","path":"members[value eq \"u1\" or value eq \"u2\"]"},{"op":"Add","path":"members","value":[{"value":"u3"}]},
         {"op":"replace","value":{"id":"g","displayName":"New","members":[]} }]}
        """);

    private static readonly ScimResource User = Given.User(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """);

    private static readonly ScimResource Group = Given.ReadGroup(""" "displayName":"g" """).Value;

    [Fact]
    public void Security_A3_MutatedBodies_AreAnswered() =>
        Gen.Select(Bodies, Mutation.Of).Sample((body, mutation) => Feed(Encoding.UTF8.GetBytes(mutation.Apply(body))), iter: 5000);

    [Fact]
    public void Security_A3_RandomBytes_AreAnswered() => Gen.Byte.Array[0, 64].Sample(Feed, iter: 2000);

    [Fact]
    public void Security_A3_BytesOverwritten_AreAnswered() =>
        Gen.Select(Bodies, Gen.Select(Gen.Int[0, 10_000], Gen.Byte).Array[1, 3]).Sample(
            (body, edits) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(body);
                foreach (var (at, value) in edits)
                    bytes[at % bytes.Length] = value;

                Feed(bytes);
            },
            iter: 3000);

    private static void Feed(byte[] body)
    {
        if (!ScimJson.Parse(body).TryGet(out var document, out var malformed))
        {
            malformed.Status.ShouldBe(400);
            return;
        }

        using (document)
        {
            foreach (var leniency in new[] { Leniency.Providers, Leniency.Strict })
            {
                foreach (var definition in ResourceDefinition.All)
                    Check(ResourceReader.Read(definition, document.RootElement, leniency));
                if (!Check(PatchRequest.Read(document.RootElement, leniency)).TryGet(out var patch, out _))
                    continue;
                if (Check(PatchApplier.Apply(ResourceDefinition.User, User, patch)).TryGet(out var outcome, out _))
                    Render(outcome.Resource);
                if (Check(MembershipPatch.Split(patch)).TryGet(out var split, out _))
                    Check(PatchApplier.Apply(ResourceDefinition.Group, Group, split.Attributes));
            }
        }
    }

    private static void Render(ScimResource resource) =>
        ResourceRenderer.ToUtf8(
            new ResourceDocument(resource, "u1", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "W/\"1\""), "http://x", Projection.All).ShouldNotBeEmpty();

    private static Result<T> Check<T>(Result<T> result)
        where T : class
    {
        if (result.TryGet(out _, out var error))
            return result;
        error.Status.ShouldBeInRange(400, 413);
        error.Detail.Length.ShouldBeLessThan(300);
        return result;
    }
}
