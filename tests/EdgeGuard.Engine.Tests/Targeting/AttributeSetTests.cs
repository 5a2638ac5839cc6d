using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Tests.Targeting;

/// <summary>SEMANTICS sections 6 and 10: where an attribute is found, and whose word counts.</summary>
public sealed class AttributeSetTests
{
    [Theory]
    [InlineData("x", "custom")]
    [InlineData("jwt.email", "me@acme.com")]
    [InlineData("jwt.team.name", "core")]
    [InlineData("jwt.roles.1", "b")]
    [InlineData("jwt.roles", null)] // Spread by index.
    [InlineData("jwt.none", "")] // An empty array stays as a leaf, of empty text.
    [InlineData("jwt.deep.empty", "[object Object]")]
    [InlineData("jwt.gone", null)] // The claim exists, as null: a caller cannot put anything in its place.
    [InlineData("jwt.added", "custom")]
    [InlineData("jwt.stamp.date", "5")] // Tokens hold no dates.
    [InlineData("frontegg.email", "me@acme.com")]
    [InlineData("frontegg.emailVerified", "true")]
    [InlineData("frontegg.tenantId", null)]
    [InlineData("frontegg.userId", "u1")] // From id, not sub.
    [InlineData("frontegg.other", "custom")]
    [InlineData("subject.email", "me@acme.com")]
    [InlineData("subject.userId", "u1")]
    [InlineData("subject.department", null)] // Only the directory can say so.
    [InlineData("when", "Thu Jan 01 1970 00:00:00 GMT+0000 (Coordinated Universal Time)")]
    [InlineData("never", null)]
    [InlineData("nothing", null)]
    [InlineData("list", "1,a,true")]
    [InlineData("__proto__", "custom")]
    public void Find_NamesOfEachKind_AreFoundWhereTheyBelong(string name, string? text)
    {
        var set = Asked.Attributes(
            """
            {"x":"custom","jwt.email":"custom","jwt.gone":"custom","jwt.added":"custom","frontegg.email":"custom","frontegg.tenantId":"custom","frontegg.other":"custom",
             "subject.email":"custom","subject.department":"custom","when":{"date":0},"never":{"date":"junk"},"nothing":null,"list":[1,"a",true],"__proto__":"custom"}
            """,
            """
            {"email":"me@acme.com","email_verified":true,"id":"u1","sub":"other","team":{"name":"core"},"roles":["a","b"],"none":[],"deep":{"empty":{}},"gone":null,"stamp":{"date":5}}
            """);

        TextOf(set, null, name).ShouldBe(text);
    }

    [Theory]
    [InlineData("subject.email", "dir@acme.com")]
    [InlineData("frontegg.email", "dir@acme.com")]
    [InlineData("jwt.email", "me@acme.com")]
    [InlineData("subject.userId", "u1")]
    [InlineData("subject.department", "sales")]
    [InlineData("subject.tags", "a,b")]
    [InlineData("department", null)]
    [InlineData("frontegg.department", null)]
    public void Find_WhatTheDirectoryKnows_GoesBeforeClaims(string name, string? text)
    {
        var directory = Asked.Directory("""{"email":"dir@acme.com","department":"sales","tags":["a","b"]}""");

        TextOf(Asked.Attributes("{}", """{"email":"me@acme.com","id":"u1"}"""), directory, name).ShouldBe(text);
    }

    [Fact]
    public void AddClaims_NamesThatCollideOnceFlattened_TheLaterInJavaScriptsOrderCounts()
    {
        // Whole numbers come first in JavaScript, whatever the text's order; a name that is there twice has its last value.
        TextOf(Asked.Attributes("{}", """{"a":{"b":1},"a.b":2}"""), null, "jwt.a.b").ShouldBe("2");
        TextOf(Asked.Attributes("{}", """{"a.b":2,"a":{"b":1}}"""), null, "jwt.a.b").ShouldBe("1");
        TextOf(Asked.Attributes("{}", """{"1.5":"x","1":{"5":"y"}}"""), null, "jwt.1.5").ShouldBe("x");
        TextOf(Asked.Attributes("{}", """{"a":{"b":1},"a":{"c":2}}"""), null, "jwt.a.b").ShouldBeNull();
    }

    [Fact]
    public void From_WhatCannotBeRead_IsMissing()
    {
        var set = Asked.Attributes("""{"a":"\ud800","\ud800":"b","c":"d","e":1e999}""", """{"f":"\udc00"}""");

        TextOf(set, null, "a").ShouldBeNull();
        TextOf(set, null, "c").ShouldBe("d");
        TextOf(set, null, "e").ShouldBe("Infinity");
        TextOf(set, null, "jwt.f").ShouldBeNull();
        Should.NotThrow(() => AttributeSet.From(default, default));
        Should.NotThrow(() => Asked.Attributes("[]", "\"claims\""));
    }

    [Fact]
    public void Builder_Calls_PrepareLikeJson()
    {
        var set = new AttributeSetBuilder()
            .AddClaim("email", AttributeValue.Of("me@acme.com")).AddClaim("roles", AttributeValue.OfTexts("a", "b"))
            .AddCustom("when", AttributeValue.Of(DateTimeOffset.UnixEpoch)).AddCustom("x", AttributeValue.Of((string?)null)).Build();

        TextOf(set, null, "subject.email").ShouldBe("me@acme.com");
        TextOf(set, null, "jwt.roles.1").ShouldBe("b");
        TextOf(set, null, "when").ShouldNotBeNull().ShouldStartWith("Thu Jan 01 1970");
        TextOf(set, null, "x").ShouldBeNull();
        AttributeValue.OfDate(8_640_000_000_000_001).Kind.ShouldBe(AttributeKind.Missing);
    }

    [Fact]
    public void WithCustom_SharesClaims_AndReplacesTheRest()
    {
        var set = Asked.Attributes("""{"x":"old","y":"old"}""", """{"email":"me@acme.com"}""").WithCustom([new("x", AttributeValue.Of("new"))]);

        TextOf(set, null, "x").ShouldBe("new");
        TextOf(set, null, "y").ShouldBeNull();
        TextOf(set, null, "frontegg.email").ShouldBe("me@acme.com");
    }

    [Theory]
    [InlineData("[]", "attributes: no JSON object")]
    [InlineData("{", "attributes: no JSON, or nested too deep, in line 1 at byte 1")]
    [InlineData("""{"a":null}""", "attributes: a null at /a")]
    [InlineData("""{"a":{"b":1}}""", "attributes: an object that is no date at /a")]
    [InlineData("""{"a":{"date":1,"b":1}}""", "attributes: an object that is no date at /a")]
    [InlineData("""{"a":{"date":"junk"}}""", "attributes: an invalid date at /a/date")]
    [InlineData("""{"a":{"date":8640000000000001}}""", "attributes: an invalid date at /a/date")]
    [InlineData("""{"a":{"date":true}}""", "attributes: an invalid date at /a/date")]
    [InlineData("""{"a":["x",[1]]}""", "attributes: an element that is no string, number or boolean at /a/1")]
    [InlineData("""{"a/b":[null]}""", "attributes: an element that is no string, number or boolean at /a~1b/0")]
    [InlineData("""{"":1}""", "attributes: a name that is not 1 to 256 characters at /")]
    [InlineData("""{"a":1,"a":2}""", "attributes: a name that is there twice at /a")]
    [InlineData("""{"a":"\ud800"}""", "attributes: text that is not well-formed at /a")]
    public void TryParseDirectory_WhatNoRuleCouldRead_IsRefusedWithItsPlace(string json, string fault)
    {
        AttributeSet.TryParseDirectory(json, out var set, out var named).ShouldBeFalse();

        set.ShouldBeNull();
        named.ShouldBe(fault);
    }

    private static string? TextOf(AttributeSet? request, AttributeSet? directory, string name)
    {
        ref readonly var value = ref new AttributeScope(request, directory).Find(new AttributeName(name));
        return value.Kind == AttributeKind.Missing ? null : value.ToString();
    }
}
