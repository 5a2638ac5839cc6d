using EdgeGuard.Edge.Authentication;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T5: encrypted and sender-constrained tokens.</summary>
public class Security_T5_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);

    [Theory]
    [InlineData("""{"x5t#S256":"bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"}""")]
    [InlineData("""{"jkt":"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"}""")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task Security_T5_SenderConstrainedToken_IsRefused(string confirmation)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(
            Issuer.Token(payload => payload["cnf"] = System.Text.Json.Nodes.JsonNode.Parse(confirmation)), TokenFault.SenderConstrained);
    }

    [Theory]
    [InlineData("""{"alg":"dir","enc":"A256GCM"}""")]
    [InlineData("""{"alg":"RSA-OAEP-256","enc":"A256GCM","kid":"rsa-1"}""")]
    [InlineData("""{"alg":"ES256","kid":"ec-1","typ":"at+jwt"}""")]
    public async Task Security_T5_EncryptedToken_IsRefused(string header)
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync($"{TestIssuer.Encode(System.Text.Encoding.UTF8.GetBytes(header))}.AAAA.AAAA.AAAA.AAAA", TokenFault.NotCompact);
    }

    [Fact]
    public async Task Security_T5_EncryptionHeaderOnASignedToken_IsRefused()
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(header: h => h["enc"] = "A256GCM"), TokenFault.HeaderExtension);
    }
}
