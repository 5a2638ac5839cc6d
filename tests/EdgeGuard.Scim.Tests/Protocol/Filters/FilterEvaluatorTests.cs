namespace EdgeGuard.Scim.Tests.Protocol.Filters;

public sealed class FilterEvaluatorTests
{
    private const string Ann =
        """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"Id1","externalId":"Ext1","userName":"Ann@Acme.example","title":"Boss","active":true,
         "name":{"familyName":"Adams"},
         "emails":[{"value":"ann@acme.example","type":"work","primary":true},{"value":"ann@home.example","type":"home"}],
         "groups":[{"value":"g1"}],
         "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"Sales","manager":{"value":"M1"}},
         "meta":{"created":"2024-01-02T03:04:05.000Z"}}
        """;

    [Theory]
    [InlineData("""userName eq "ANN@acme.EXAMPLE" """, true)]
    [InlineData("""userName ne "ANN@acme.EXAMPLE" """, false)]
    [InlineData("""externalId eq "Ext1" """, true)]
    [InlineData("""externalId eq "ext1" """, false)]
    [InlineData("""externalId ne "ext1" """, true)]
    [InlineData("""id eq "id1" """, false)]
    [InlineData("""emails.value eq "ANN@HOME.example" """, true)]
    public void Scim_M5_E6_Matches_CaseExact_Decides(string filter, bool expected) => Given.Matches(filter, Ann).ShouldBe(expected);

    [Theory]
    [InlineData("""emails[type eq "work" and value eq "ann@acme.example"]""", true)]
    [InlineData("""emails[type eq "home" and value eq "ann@acme.example"]""", false)]
    [InlineData("""emails.type eq "home" and emails.value eq "ann@acme.example" """, true)]
    [InlineData("""emails[type eq "work"].value eq "ann@acme.example" """, true)]
    [InlineData("""emails[type eq "home"].value eq "ann@acme.example" """, false)]
    [InlineData("""emails[type eq "home" and not (primary eq true)]""", true)]
    [InlineData("""emails[primary pr and type eq "home"]""", false)]
    [InlineData("""emails[value eq "ann@home.example"]""", true)]
    public void Scim_M4_E5_I1_Matches_Brackets_MeanOneAndTheSameValue(string filter, bool expected) => Given.Matches(filter, Ann).ShouldBe(expected);

    [Theory]
    [InlineData("""userName sw "ann" """, true)]
    [InlineData("""userName ew "EXAMPLE" """, true)]
    [InlineData("""userName co "@acme." """, true)]
    [InlineData("""userName co "%" """, false)]
    [InlineData("""title gt "Apple" """, true)]
    [InlineData("""title ge "boss" """, true)]
    [InlineData("""title lt "Boss" """, false)]
    [InlineData("""title le "Boss" """, true)]
    [InlineData("active eq true", true)]
    [InlineData("active ne true", false)]
    [InlineData("active eq \"False\"", false)]
    [InlineData("nickName pr", false)]
    [InlineData("emails pr", true)]
    [InlineData("name pr", true)]
    [InlineData("addresses pr", false)]
    [InlineData("nickName eq null", true)]
    [InlineData("nickName ne null", false)]
    [InlineData("title ne null", true)]
    [InlineData("title eq null", false)]
    [InlineData("""nickName ne "x" """, true)]
    [InlineData("""nickName eq "x" """, false)]
    [InlineData("""nickName gt "" """, false)]
    [InlineData("""not (nickName eq "x")""", true)]
    [InlineData("""schemas eq "urn:ietf:params:scim:schemas:core:2.0:User" """, true)]
    [InlineData("""meta.created gt "2024-01-02T03:04:04+00:00" """, true)]
    [InlineData("""meta.created eq "2024-01-02T04:04:05+01:00" """, true)]
    [InlineData("""meta.created lt "2024-01-02T03:04:05Z" """, false)]
    [InlineData("""urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "sales" """, true)]
    public void Matches_Operators_MeanWhatRfc7644Says(string filter, bool expected) => Given.Matches(filter, Ann).ShouldBe(expected);

    [Theory]
    [InlineData("""id eq "Id1" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "M1" """, true)]
    [InlineData("""id eq "Id1" and urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager eq "m1" """, false)]
    [InlineData("""id eq "Id1" and groups eq "g1" """, true)]
    [InlineData("""id eq "Id2" and groups eq "g1" """, false)]
    public void Scim_E27_E28_Matches_IdAndReference_AreJoined(string filter, bool expected) => Given.Matches(filter, Ann).ShouldBe(expected);

    [Theory]
    [InlineData("""userName eq "x" and title pr or active eq true""", true)]
    [InlineData("""userName eq "x" and (title pr or active eq true)""", false)]
    [InlineData("""active eq true or userName eq "x" and nickName pr""", true)]
    [InlineData("""not (active eq true) or nickName pr""", false)]
    public void Matches_Precedence_IsNotThenAndThenOr(string filter, bool expected) => Given.Matches(filter, Ann).ShouldBe(expected);
}
