using System.Net;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Proxy;

public class Security_H1_Tests
{
    public static TheoryData<string> Refused => new(
        // Separators, encoded in either case, and what other servers take for one.
        "/a%2fb", "/a%2Fb", "/a%5cb", "/a%5Cb", "/a\\b", "/a;b", "/a;jsessionid=1/b", "/a%3bb", "/a%3Bb", "//a", "/a//b", "/a//", "/a#b",
        // Control characters.
        "/a%00b", "/a%01b", "/a%09b", "/a%0d%0ab", "/a%1fb", "/a%7fb",
        // Twice encoded.
        "/a%252fb", "/a%252Fb", "/a%2541", "/a%25%32%46b", "/a%252e%252e/b", "/%2525",
        // Broken escapes.
        "/a%", "/a%2", "/a%zz", "/a%2g", "/a%u002f",
        // Broken and overlong UTF-8, surrogates.
        "/a%ff", "/a%c3", "/a%c3x", "/a%80", "/%c0%af", "/%c1%9c", "/%e0%80%af", "/%f0%80%80%af", "/%ed%a0%80", "/%f4%90%80%80",
        // Dot segments in any spelling.
        "/.", "/..", "/./a", "/../a", "/a/.", "/a/..", "/a/./b", "/a/../b", "/a/%2e%2e/b", "/a/%2E./b", "/a/.%2e", "/a/%2e", "/a/%2e/b?x",
        // Characters whose NFKC form is or holds a separator or dots: fullwidth solidus, stop and backslash, leaders, small ones, account-of.
        "/a%ef%bc%8fb", "/a/%ef%bc%8e%ef%bc%8e/b", "/a%ef%bc%bcb", "/a/%e2%80%a5/b", "/a/%e2%80%a4%e2%80%a4/b", "/a%e2%80%a6", "/a%ef%b9%92",
        "/a%ef%b9%a8", "/a%e2%84%80", "/a%e2%92%88",
        // Not origin-form.
        "", "*", "a", "http://edge.test/documents", "edge.test:443", "?a", "https://user@edge.test/",
        // The query: fragments, backslashes and what is not visible ASCII.
        "/a?b#c", "/a?b\\c", "/a?b c", "/a?b\u00e9", "/a b", "/\u00e9", "/a\u007f", "/a?\t");

    public static TheoryData<string> Accepted => new(
        "/", "/a", "/a/", "/a/b.c", "/.well-known/x", "/a/..b", "/a/b..", "/...", "/a/.b", "/a%20b", "/%41", "/a%c3%a9", "/%e6%97%a5",
        "/%f0%9f%98%80", "/a%25", "/a%25zz", "/a%25%32", "/a:b@c!$&'()*+,=~-_", "/a%3f", "/a%23", "/a?", "/a?b=c;d//e/../%2f&x=%00%zz%",
        "/a?b?c", "/a|b", "/a%2eb");

    [Theory]
    [MemberData(nameof(Refused))]
    public void IsUnambiguous_TargetWithSeveralReadings_IsFalse(string target) => RequestTarget.IsUnambiguous(target).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Accepted))]
    public void IsUnambiguous_TargetWithOneReading_IsTrue(string target) => RequestTarget.IsUnambiguous(target).ShouldBeTrue();

    [Fact]
    public void IsUnambiguous_PathLongerThanTheStackBuffer_IsJudgedToItsEnd()
    {
        var path = "/%20" + new string('a', 5000);

        RequestTarget.IsUnambiguous(path).ShouldBeTrue();
        RequestTarget.IsUnambiguous(path + "/%2e%2e").ShouldBeFalse();
    }

    [Fact]
    public async Task Proxy_AmbiguousTargetsOnAnOpenRoute_NeverReachTheApp()
    {
        await using var edge = await EdgeRig.StartAsync();
        string[] targets =
        [
            "/public/%2e%2e/documents", "/public/..%2fdocuments", "/public/../documents", "/public/a;b", "/public//documents", "/public/a%00",
            "/public/%252e%252e/documents", "/public\\..\\documents", "/public/%c0%af", "/public/a%5c..%5cdocuments", "http://edge.test/public",
        ];

        foreach (var target in targets)
            (await RawHttp.StatusAsync(edge.Proxy, "GET", target)).ShouldBe((int)HttpStatusCode.BadRequest, target);

        edge.App.Received.ShouldBe(0);
    }

    [Theory]
    [InlineData("/public/a%20b?x=%2F..%2f;y", "/public/a%20b?x=%2F..%2f;y")]
    [InlineData("/public/%41", "/public/A")]
    [InlineData("/public/caf%c3%a9", "/public/caf%C3%A9")]
    [InlineData("/public/a%3fb", "/public/a%3Fb")]
    [InlineData("/public/100%25", "/public/100%25")]
    public async Task Proxy_AcceptedTarget_IsForwardedAsItWasMatched(string target, string forwarded)
    {
        await using var edge = await EdgeRig.StartAsync();

        var answer = await RawHttp.SendAsync(edge.Proxy, $"GET {target} HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n\r\n");

        answer.ShouldContain($"\"Target\":\"{System.Text.Json.JsonEncodedText.Encode(forwarded)}\"");
    }
}
