using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Schemas;

public sealed class ResourceDefinitionTests
{
    [Theory]
    [InlineData("userName", "userName")]
    [InlineData("USERNAME", "userName")]
    [InlineData("name.FamilyName", "name.familyName")]
    [InlineData("emails.Value", "emails.value")]
    [InlineData("id", "id")]
    [InlineData("meta.lastModified", "meta.lastModified")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName")]
    [InlineData("URN:IETF:params:scim:schemas:core:2.0:user:NAME.givenname", "name.givenName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.VALUE", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:user", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    public void Scim_E33_TryResolve_AnyCaseAndUrn_GivesTheCanonicalPath(string path, string canonical)
    {
        ResourceDefinition.User.TryResolve(path, out var resolved).ShouldBeTrue();

        resolved!.ToString().ShouldBe(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("nothing")]
    [InlineData("department")]
    [InlineData("userName.value")]
    [InlineData("emails.value.more")]
    [InlineData("emails.")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User")]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:userName")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:Userdepartment")]
    public void TryResolve_NoAttribute_IsFalse(string path) =>
        ResourceDefinition.User.TryResolve(path, out _).ShouldBeFalse();
}
