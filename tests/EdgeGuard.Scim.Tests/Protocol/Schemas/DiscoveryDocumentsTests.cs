using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Schemas;

public sealed class DiscoveryDocumentsTests
{
    private const string BaseUri = "https://scim.example/scim/v2/c1";

    [Fact]
    public void ServiceProviderConfig_HasEveryPartFilled()
    {
        var config = DiscoveryDocuments.ServiceProviderConfig(BaseUri);

        config["schemas"].ShouldBeJson($"""["{SchemaUris.ServiceProviderConfig}"]""");
        config["patch"].ShouldBeJson("""{"supported":true}""");
        config["bulk"].ShouldBeJson("""{"supported":false,"maxOperations":0,"maxPayloadSize":0}""");
        config["filter"].ShouldBeJson("""{"supported":true,"maxResults":200}""");
        config["changePassword"].ShouldBeJson("""{"supported":false}""");
        config["sort"].ShouldBeJson("""{"supported":false}""");
        config["etag"].ShouldBeJson("""{"supported":true}""");
        config["authenticationSchemes"]![0]!["type"]!.GetValue<string>().ShouldBe("oauthbearertoken");
        config["documentationUri"]!.GetValue<string>().ShouldStartWith("https://");
        config["meta"].ShouldBeJson($$"""{"resourceType":"ServiceProviderConfig","location":"{{BaseUri}}/ServiceProviderConfig"}""");
    }

    [Fact]
    public void Schemas_List_HoldsEachSchemaAsServedAlone()
    {
        var list = DiscoveryDocuments.Schemas(BaseUri);

        list["totalResults"]!.GetValue<int>().ShouldBe(3);
        var resources = list["Resources"]!.AsArray();
        resources.Select(schema => schema!["id"]!.GetValue<string>()).ShouldBe([SchemaUris.User, SchemaUris.EnterpriseUser, SchemaUris.Group]);
        foreach (var schema in resources)
        {
            string id = schema!["id"]!.GetValue<string>();
            JsonNode.DeepEquals(schema, DiscoveryDocuments.Schema(id, BaseUri)).ShouldBeTrue();
            schema["meta"]!["location"]!.GetValue<string>().ShouldBe($"{BaseUri}/Schemas/{id}");
        }
    }

    [Fact]
    public void Schema_UserName_IsDescribedAsRfc7643Has()
    {
        var attributes = DiscoveryDocuments.Schema(SchemaUris.User, BaseUri)!["attributes"]!.AsArray();

        var userName = attributes.Single(attribute => attribute!["name"]!.GetValue<string>() == "userName")!.DeepClone().AsObject();
        userName.Remove("description");
        userName.ShouldBeJson(
            """
            {"name":"userName","type":"string","multiValued":false,"required":true,"caseExact":false,
             "mutability":"readWrite","returned":"default","uniqueness":"server"}
            """);
    }

    [Fact]
    public void Schemas_EveryAttribute_HasAllCharacteristics()
    {
        var attributes = DiscoveryDocuments.Schemas(BaseUri)["Resources"]!.AsArray()
            .SelectMany(schema => schema!["attributes"]!.AsArray())
            .SelectMany(attribute => (attribute!["subAttributes"]?.AsArray() ?? []).Prepend(attribute))
            .ToList();

        attributes.Count.ShouldBeGreaterThan(60);
        foreach (var attribute in attributes)
        {
            foreach (string name in new[] { "name", "type", "multiValued", "description", "required", "caseExact", "mutability", "returned", "uniqueness" })
                attribute![name].ShouldNotBeNull($"{attribute["name"]} lacks {name}");
        }
    }

    [Fact]
    public void ResourceTypes_ListAndOne_Agree()
    {
        var list = DiscoveryDocuments.ResourceTypes(BaseUri);

        list["Resources"]!.AsArray().Select(type => type!["endpoint"]!.GetValue<string>()).ShouldBe(["/Users", "/Groups"]);
        JsonNode.DeepEquals(list["Resources"]![0], DiscoveryDocuments.ResourceType("user", BaseUri)).ShouldBeTrue();
        list["Resources"]![0]!["schemaExtensions"].ShouldBeJson($$"""[{"schema":"{{SchemaUris.EnterpriseUser}}","required":false}]""");
    }

    [Fact]
    public void SchemaAndResourceType_Unknown_AreNull()
    {
        DiscoveryDocuments.Schema("urn:none", BaseUri).ShouldBeNull();
        DiscoveryDocuments.ResourceType("Role", BaseUri).ShouldBeNull();
    }
}
