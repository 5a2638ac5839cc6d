using System.Text;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Rendering;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Rendering;

public sealed class ResourceRendererTests
{
    private const string BaseUri = "https://scim.example/scim/v2/c1";

    private static readonly DateTimeOffset Created = new(2024, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2));

    [Fact]
    public void Scim_M1_Write_User_IsCompleteAndInOrder() =>
        Render(UserDocument()).ShouldBe(
            """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],"id":"u1","externalId":"e1",
            "userName":"änn","name":{"familyName":"A","givenName":"Ann"},"active":true,
            "emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x","type":"home"}],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales","manager":{"value":"m1"}},
            "groups":[{"value":"g1","$ref":"https://scim.example/scim/v2/c1/Groups/g1","display":"Sales","type":"direct"}],
            "meta":{"resourceType":"User","created":"2024-01-02T01:04:05.678Z","lastModified":"2024-01-02T01:04:05.678Z","location":"https://scim.example/scim/v2/c1/Users/u1","version":"W/\"3\""}}
            """.ReplaceLineEndings(""));

    [Fact]
    public void Write_Group_ListsItsMembers()
    {
        var document = new ResourceDocument(Given.ReadGroup(""" "displayName":"Sales" """).Value, "g1", Created, Created, "W/\"1\"")
        {
            Members = [new ResourceReference("u1", "Ann"), new ResourceReference("u2", null)],
        };

        JsonNode.Parse(Render(document))!["members"].ShouldBeJson(
            $$"""
            [{"value":"u1","$ref":"{{BaseUri}}/Users/u1","display":"Ann","type":"User"},{"value":"u2","$ref":"{{BaseUri}}/Users/u2","type":"User"}]
            """);
    }

    [Theory]
    [InlineData("userName", null, "schemas id userName")]
    [InlineData("USERNAME, externalid", null, "schemas id externalId userName")]
    [InlineData("name.givenName", null, "schemas id name")]
    [InlineData("nothing", null, "schemas id")]
    [InlineData("groups", null, "schemas id groups")]
    [InlineData("meta", null, "schemas id meta")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", null, "schemas id " + Given.Enterprise)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", null, "schemas id userName")]
    [InlineData(null, "emails,groups,meta,name", "schemas id externalId userName active " + Given.Enterprise)]
    [InlineData(null, Given.Enterprise, "schemas id externalId userName name active emails groups meta")]
    [InlineData("userName,emails", "emails", "schemas id userName")]
    [InlineData("", "", "schemas id externalId userName name active emails " + Given.Enterprise + " groups meta")]
    public void Projection_Names_ChooseTheMembers(string? attributes, string? excluded, string expected)
    {
        var json = JsonNode.Parse(Render(UserDocument(), attributes, excluded))!.AsObject();

        string.Join(' ', json.Select(member => member.Key)).ShouldBe(expected);
    }

    [Fact]
    public void Scim_M7_Projection_AlwaysReturned_SurvivesExclusion() =>
        JsonNode.Parse(Render(UserDocument(), null, "id,schemas,userName"))!["id"]!.GetValue<string>().ShouldBe("u1");

    [Theory]
    [InlineData("emails.value", null, "emails", """[{"value":"a@x"},{"value":"b@x"}]""")]
    [InlineData(null, "emails.primary,emails.type", "emails", """[{"value":"a@x"},{"value":"b@x"}]""")]
    [InlineData("name.familyName", null, "name", """{"familyName":"A"}""")]
    [InlineData("groups.display", null, "groups", """[{"display":"Sales"}]""")]
    [InlineData(Given.Enterprise + ":department", null, Given.Enterprise, """{"department":"Sales"}""")]
    [InlineData(null, Given.Enterprise + ":manager", Given.Enterprise, """{"department":"Sales"}""")]
    public void Projection_SubAttributes_ChooseWithin(string? attributes, string? excluded, string name, string expected) =>
        JsonNode.Parse(Render(UserDocument(), attributes, excluded))![name].ShouldBeJson(expected);

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "members", false)]
    [InlineData("displayName", null, false)]
    [InlineData("members", null, true)]
    [InlineData("members.value", null, true)]
    public void Scim_E19_Projection_IncludesMembers_TellsTheStoreWhatToRead(string? attributes, string? excluded, bool expected) =>
        Projection.Read(ResourceDefinition.Group, attributes, excluded).IncludesMembers.ShouldBe(expected);

    [Fact]
    public void Scim_E1_ListResponse_NothingFound_IsAnEmptyList() =>
        Encoding.UTF8.GetString(new ListResponse(0, 1, []).ToUtf8(BaseUri, Projection.All)).ShouldBe(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:ListResponse"],"totalResults":0,"itemsPerPage":0,"startIndex":1,"Resources":[]}""");

    [Fact]
    public void Scim_K1_ListResponse_Page_CountsInIntegers()
    {
        var json = JsonNode.Parse(new ListResponse(7, 3, [UserDocument(), UserDocument()]).ToUtf8(BaseUri, Projection.Read(ResourceDefinition.User, "id", null)))!;

        json["totalResults"].ShouldBeJson("7");
        json["startIndex"].ShouldBeJson("3");
        json["itemsPerPage"].ShouldBeJson("2");
        json["Resources"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public void ToJson_IsWhatWriteWrites() =>
        JsonNode.DeepEquals(ResourceRenderer.ToJson(UserDocument(), BaseUri), JsonNode.Parse(Render(UserDocument()))).ShouldBeTrue();

    private static string Render(ResourceDocument document, string? attributes = null, string? excluded = null) =>
        Encoding.UTF8.GetString(ResourceRenderer.ToUtf8(document, BaseUri, Projection.Read(document.Resource.Definition, attributes, excluded)));

    private static ResourceDocument UserDocument()
    {
        var user = Given.User(
            $$$"""
            "userName":"änn","externalId":"e1","active":true,"name":{"givenName":"Ann","familyName":"A"},"password":"secret",
            "emails":[{"value":"a@x","type":"work","primary":true},{"value":"b@x","type":"home"}],
            "{{{Given.Enterprise}}}":{"department":"Sales","manager":{"value":"m1"} }
            """);
        return new ResourceDocument(user, "u1", Created, Created, "W/\"3\"") { Groups = [new ResourceReference("g1", "Sales")] };
    }
}
