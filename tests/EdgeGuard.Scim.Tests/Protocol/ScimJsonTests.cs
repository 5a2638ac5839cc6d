using System.Text;
using EdgeGuard.Scim.Protocol;

namespace EdgeGuard.Scim.Tests.Protocol;

public sealed class ScimJsonTests
{
    public static TheoryData<string> Refused => new(
        "",
        "{",
        "{} {}",
        """{"a":1,}""",
        """{"a":1 /* why */}""",
        """{"a":1,"a":2}""",
        """{"x":{"a":1,"a":2}}""",
        """{"a":1,"\u0061":2}""",
        """{"a":"\ud800"}""",
        """{"\udc00":1}""",
        """{"a":"\u0000"}""",
        new string('[', 33) + new string(']', 33));

    [Theory]
    [MemberData(nameof(Refused))]
    public void Security_A3_Parse_WhatTwoReadersCouldReadDifferently_IsInvalidSyntax(string body) =>
        ScimJson.Parse(Encoding.UTF8.GetBytes(body)).ShouldBeRefused(400, "invalidSyntax");

    [Fact]
    public void Security_A3_Parse_BrokenUtf8_IsInvalidSyntax() =>
        ScimJson.Parse(new byte[] { (byte)'"', 0xC3, 0x28, (byte)'"' }).ShouldBeRefused(400, "invalidSyntax", "UTF-8");

    [Fact]
    public void Security_A3_Parse_DepthOf32_Passes() =>
        ScimJson.Parse(Encoding.UTF8.GetBytes(new string('[', 32) + new string(']', 32))).IsOk.ShouldBeTrue();

    [Fact]
    public void Security_A7_Parse_Refusal_DoesNotQuoteTheBody()
    {
        var result = ScimJson.Parse("""{"userName":"secret@acme.example" oops}"""u8.ToArray());

        result.Error!.Detail.ShouldNotContain("secret");
        result.Error.Detail.ShouldContain("line 1");
    }
}
