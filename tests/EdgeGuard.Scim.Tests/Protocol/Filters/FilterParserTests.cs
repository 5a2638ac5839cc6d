using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("""userName eq "ann" """, """userName eq "ann" """)]
    [InlineData("""USERNAME EQ "ann" """, """userName eq "ann" """)]
    [InlineData("""  userName   Eq "ann"  """, """userName eq "ann" """)]
    [InlineData("title pr", "title pr")]
    [InlineData("""title pr And userType Eq "Employee" """, """title pr and userType eq "Employee" """)]
    [InlineData("""a.b""", null)]
    [InlineData("""title pr or userType eq "Intern" and active eq true""", """title pr or userType eq "Intern" and active eq true""")]
    [InlineData("""(title pr or userType eq "Intern") and active eq true""", """(title pr or userType eq "Intern") and active eq true""")]
    [InlineData("""((title pr))""", "title pr")]
    [InlineData("""title pr and (nickName pr and locale pr)""", "title pr and nickName pr and locale pr")]
    [InlineData("""NOT (title pr) and not(nickName pr)""", "not (title pr) and not (nickName pr)")]
    [InlineData("""not (not (title pr or nickName pr))""", "not (not (title pr or nickName pr))")]
    [InlineData("""emails[type eq "work" and value co "@acme"]""", """emails[type eq "work" and value co "@acme"]""")]
    [InlineData("""emails[(type eq "work" or type eq "home") and not (primary eq true)]""", """emails[(type eq "work" or type eq "home") and not (primary eq true)]""")]
    [InlineData("""emails[type eq "work"].value eq "x" """, """emails[type eq "work" and value eq "x"]""")]
    [InlineData("""emails[type eq "work"] or ims[type eq "xmpp"]""", """emails[type eq "work"] or ims[type eq "xmpp"]""")]
    [InlineData("""emails eq "x" """, """emails.value eq "x" """)]
    [InlineData("emails pr", "emails pr")]
    [InlineData("""urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J" """, """userName sw "J" """)]
    [InlineData("""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "m" """, """urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value eq "m" """)]
    [InlineData("""meta.lastModified gt "2011-05-13T04:42:34Z" """, """meta.lastModified gt "2011-05-13T04:42:34Z" """)]
    [InlineData("""roles[primary eq "True"]""", "roles[primary eq true]")]
    [InlineData("title eq null", "title eq null")]
    [InlineData("""userName eq "a\"b\\c\u00e9\/" """, "userName eq \"a\\\"b\\\\cé/\"")]
    public void Parse_Grammar_PrintsCanonically(string filter, string? canonical)
    {
        var result = FilterParser.Parse(filter, ResourceDefinition.User, Leniency.Providers);

        if (canonical is null)
            result.IsOk.ShouldBeFalse();
        else
            result.Value.ToString().ShouldBe(canonical.Trim());
    }

    [Theory]
    [InlineData("", "position 0")]
    [InlineData("   ", "position 3")]
    [InlineData("userName", "position 8")]
    [InlineData("userName eq", "position 11")]
    [InlineData("""userName is "ann" """, "position 9")]
    [InlineData("userName eq ann", "position 12")]
    [InlineData("userName eq 'ann'", "position 12")]
    [InlineData("""userName eq "ann""", "position 12")]
    [InlineData("""userName eq "a\x" """, "position 12")]
    [InlineData("""userName eq "\ud800" """, "position 12")]
    [InlineData("""userName eq "\u0000" """, "position 12")]
    [InlineData("""userName eq "ann" and""", "position 21")]
    [InlineData("""userName eq "ann" userName pr""", "position 18")]
    [InlineData("""(userName eq "ann" """, "position 19")]
    [InlineData("""userName eq "ann")""", "position 17")]
    [InlineData("""userName eq "ann"]""", "position 17")]
    [InlineData("""emails[type eq "work" """, "not closed")]
    [InlineData("""emails[type eq "work")""", "position 21")]
    [InlineData("""(emails[type eq "work")]""", "position 22")]
    [InlineData("""emails[emails[type eq "work"]]""", "position 7")]
    [InlineData("""userName[value eq "x"]""", "position 0")]
    [InlineData("""emails.value[value eq "x"]""", "position 0")]
    [InlineData("emails[]", "position 7")]
    [InlineData("()", "position 1")]
    [InlineData("not title pr", "position 0")]
    [InlineData("favouriteColour eq 5", "position 0")]
    [InlineData("""emails.colour eq "x" """, "position 0")]
    [InlineData("""emails[colour eq "x"]""", "position 7")]
    [InlineData("""emails[type eq "work"].colour eq "x" """, "position 23")]
    [InlineData("""name eq "x" """, "position 0")]
    [InlineData("""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User eq "x" """, "position 0")]
    [InlineData("""password eq "x" """, "position 0")]
    [InlineData("password pr", "position 0")]
    public void Parse_Fault_IsInvalidFilterWithPosition(string filter, string where) =>
        FilterParser.Parse(filter, ResourceDefinition.User).ShouldBeRefused(400, "invalidFilter", where);

    [Theory]
    [InlineData("active gt true")]
    [InlineData("active ge false")]
    [InlineData("active lt true")]
    [InlineData("active le true")]
    [InlineData("active co true")]
    [InlineData("""x509Certificates.value gt "AA==" """)]
    [InlineData("""x509Certificates.value le "AA==" """)]
    [InlineData("active eq 1")]
    [InlineData("""active eq "yes" """)]
    [InlineData("userName eq 5")]
    [InlineData("userName eq true")]
    [InlineData("title gt null")]
    [InlineData("""meta.created gt "yesterday" """)]
    [InlineData("meta.created gt 2011")]
    public void Scim_M3_Parse_OperatorOrValueUnfitForTheType_IsInvalidFilter(string filter) =>
        FilterParser.Parse(filter, ResourceDefinition.User).ShouldBeRefused(400, "invalidFilter");

    [Theory]
    [InlineData("xx")]
    [InlineData("eqq")]
    [InlineData("like")]
    [InlineData("=")]
    public void Scim_M15_Parse_UnknownOperator_IsRefused(string word) =>
        FilterParser.Parse($"userName {word} \"x\"", ResourceDefinition.User).ShouldBeRefused(400, "invalidFilter");

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Security_A3_Parse_Depth_IsBounded(int depth, bool fits)
    {
        string filter = new string('(', depth) + "title pr" + new string(')', depth);

        FilterParser.Parse(filter, ResourceDefinition.User).IsOk.ShouldBe(fits);
    }

    [Theory]
    [InlineData(200, true)]
    [InlineData(201, false)]
    public void Security_A3_Parse_Terms_AreBounded(int terms, bool fits) =>
        FilterParser.Parse(string.Join(" or ", Enumerable.Repeat("title pr", terms)), ResourceDefinition.User).IsOk.ShouldBe(fits);

    [Theory]
    [InlineData(8192, true)]
    [InlineData(8193, false)]
    public void Security_A3_Parse_Length_IsBoundedInBytes(int bytes, bool fits)
    {
        string filter = "title eq \"é" + new string('x', bytes - 13) + "\"";

        FilterParser.Parse(filter, ResourceDefinition.User).IsOk.ShouldBe(fits);
    }

    [Fact]
    public void Security_A3_Parse_MillionBrackets_IsRefusedWithoutDeepRecursion() =>
        FilterParser.Parse(new string('(', 8000), ResourceDefinition.User).ShouldBeRefused(400, "invalidFilter", "deeper than 32");

    [Fact]
    public void Security_A7_Parse_Refusal_DoesNotQuoteValues() =>
        FilterParser.Parse("""active eq "secret" """, ResourceDefinition.User).Error!.Detail.ShouldNotContain("secret");

    [Theory]
    [InlineData("""userName eq "Ann" """, "userName", "Ann")]
    [InlineData("""USERNAME EQ "Ann" """, "userName", "Ann")]
    [InlineData("""(externalId eq "00u1")""", "externalId", "00u1")]
    [InlineData("""id eq "1" """, "id", "1")]
    [InlineData("""emails eq "x" """, "emails.value", "x")]
    [InlineData("""emails[value eq "x"]""", "emails.value", "x")]
    [InlineData("""emails.value eq "x" """, "emails.value", "x")]
    public void Scim_I1_P1_TryGetSingleEquality_OneEq_GivesCanonicalPath(string filter, string path, string value)
    {
        Given.Filter(filter).TryGetSingleEquality(out string? actualPath, out string? actualValue).ShouldBeTrue();

        actualPath.ShouldBe(path);
        actualValue.ShouldBe(value);
    }

    [Theory]
    [InlineData("""userName ne "Ann" """)]
    [InlineData("""userName co "Ann" """)]
    [InlineData("userName pr")]
    [InlineData("active eq true")]
    [InlineData("title eq null")]
    [InlineData("""not (userName eq "Ann")""")]
    [InlineData("""userName eq "Ann" and title pr""")]
    [InlineData("""emails[type eq "work"].value eq "x" """)]
    [InlineData("""emails[not (value eq "x")]""")]
    public void TryGetSingleEquality_AnythingElse_IsFalse(string filter) =>
        Given.Filter(filter).TryGetSingleEquality(out _, out _).ShouldBeFalse();

    [Theory]
    [InlineData("""displayName eq "Größe \"A\" \\ 東京" """, "Größe \"A\" \\ 東京")]
    [InlineData("""displayName eq "\u6771\u4eac" """, "東京")]
    [InlineData("""displayName eq "\ud83d\ude00" """, "😀")]
    [InlineData("""displayName eq "a and b) or (c" """, "a and b) or (c")]
    [InlineData("""displayName eq "" """, "")]
    public void Scim_P2_P3_Parse_QuotesBackslashesAndOtherScripts_AreMeantLiterally(string filter, string name)
    {
        Given.Filter(filter, ResourceDefinition.Group).TryGetSingleEquality(out _, out string? value).ShouldBeTrue();

        value.ShouldBe(name);
    }

    [Theory]
    [InlineData("""userName eq "a" """, "userName=a")]
    [InlineData("""emails[type eq "work"].value eq "x" """, "emails.type=work emails.value=x")]
    [InlineData("""id eq "1" and (active eq true and emails[value eq "x"])""", "id=1 emails.value=x")]
    [InlineData("""id eq "1" and (userName eq "a" or userName eq "b")""", "id=1")]
    [InlineData("""id eq "1" and not (userName eq "a") and title co "x" """, "id=1")]
    [InlineData("""id eq "1" or userName eq "a" """, "")]
    [InlineData("""emails[type eq "work" or value eq "x"]""", "")]
    public void Scim_E5_E27_RequiredEqualities_AreThoseNoMatchCanLack(string filter, string expected) =>
        string.Join(' ', Given.Filter(filter).RequiredEqualities().Select(equality => $"{equality.AttributePath}={equality.Value}")).ShouldBe(expected);
}
