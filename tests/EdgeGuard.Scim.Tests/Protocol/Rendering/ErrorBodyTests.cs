using System.Text;
using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Rendering;

namespace EdgeGuard.Scim.Tests.Protocol.Rendering;

public sealed class ErrorBodyTests
{
    [Fact]
    public void Scim_M17_ToUtf8_Status_IsAStringAndNothingIsAdded() =>
        Text(ScimError.Uniqueness("userName is taken.")).ShouldBe(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"409","scimType":"uniqueness","detail":"userName is taken."}""");

    [Fact]
    public void ToUtf8_WithoutScimType_LeavesItOut() =>
        Text(ScimError.NotFound("No such user.")).ShouldBe(
            """{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"404","detail":"No such user."}""");

    private static string Text(ScimError error) => Encoding.UTF8.GetString(ErrorBody.ToUtf8(error));
}
