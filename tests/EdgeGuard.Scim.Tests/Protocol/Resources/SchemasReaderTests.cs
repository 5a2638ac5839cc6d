using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Resources;

public sealed class SchemasReaderTests
{
    private const string EntraGroupMarker = "http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group";

    [Fact]
    public void Scim_E18_Read_EntraGroupMarker_IsAcceptedAndDropped()
    {
        var body = Given.Json($$"""{"schemas":["{{SchemaUris.Group}}","{{EntraGroupMarker}}"],"displayName":"Sales","members":[],"meta":{"resourceType":"Group"} }""");

        ResourceReader.Read(ResourceDefinition.Group, body, Leniency.Providers).Value.ToJson().ShouldBe("""{"displayName":"Sales"}""");
    }

    [Theory]
    [InlineData("""["urn:scim:schemas:core:1.0"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:core:2.0:user"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:core:2.0:User","urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]""")]
    public void Scim_L2_Read_OtherSchemas_AreForgivenToProviders(string schemas) =>
        Read(schemas, Leniency.Providers).IsOk.ShouldBeTrue();

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"urn:ietf:params:scim:schemas:core:2.0:User\"")]
    [InlineData("[5]")]
    [InlineData("""["urn:ietf:params:scim:schemas:core:2.0:Group"]""")]
    [InlineData("""["urn:ietf:params:scim:api:messages:2.0:PatchOp"]""")]
    public void Read_NoSchemasOrAnotherResources_IsInvalidValue(string schemas) =>
        Read(schemas, Leniency.Providers).ShouldBeRefused(400, "invalidValue", "schemas");

    [Theory]
    [InlineData("""["urn:scim:schemas:core:1.0"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:core:2.0:User","urn:x"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"]""")]
    public void Read_Strict_RefusesUnknownSchemas(string schemas) =>
        Read(schemas, Leniency.Strict).ShouldBeRefused(400, "invalidValue", "schemas");

    [Fact]
    public void Read_WithoutSchemas_IsInvalidValue() =>
        ResourceReader.Read(ResourceDefinition.User, Given.Json("""{"userName":"ann"}"""), Leniency.Providers).ShouldBeRefused(400, "invalidValue", "schemas");

    private static Result<ScimResource> Read(string schemas, Leniency leniency) =>
        ResourceReader.Read(ResourceDefinition.User, Given.Json($$"""{"schemas":{{schemas}},"userName":"ann"}"""), leniency);
}
