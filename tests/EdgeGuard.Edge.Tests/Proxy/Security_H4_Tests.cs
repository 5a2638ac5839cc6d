using System.Net;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace EdgeGuard.Edge.Tests.Proxy;

public class Security_H4_Tests
{
    [Theory]
    [InlineData("Content-Length: 3\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked, chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: gzip, chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [InlineData("Transfer-Encoding: identity", "")]
    [InlineData("Content-Length: 3\r\nContent-Length: 3", "abc")]
    [InlineData("Content-Length: 3, 3", "abc")]
    [InlineData("Content-Length: -3", "abc")]
    [InlineData("Content-Length: 0x3", "abc")]
    [InlineData("X-Content-Length: 3", "")]
    public async Task Proxy_RequestWithSeveralReadings_Is400(string headers, string body)
    {
        await using var edge = await EdgeRig.StartAsync();

        var answer = await RawHttp.SendAsync(
            edge.Proxy, $"POST /public HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n{headers}\r\n\r\n{body}");

        answer.ShouldStartWith($"HTTP/1.1 {(int)HttpStatusCode.BadRequest} ");
        edge.App.Received.ShouldBe(0);
    }

    [Theory]
    [InlineData("X-EdgeGuard-Subject")]
    [InlineData("close, authorization")]
    [InlineData("close,\tx-forwarded-for ,")]
    public void IsUnambiguous_ConnectionNamesAnotherHeader_IsFalse(string connection) =>
        RequestFraming.IsUnambiguous(new HeaderDictionary { ["Connection"] = new StringValues(["keep-alive", connection]) }).ShouldBeFalse();

    [Fact]
    public async Task Proxy_TwoLengths_EndTheConnection()
    {
        await using var edge = await EdgeRig.StartAsync();

        // Without a Connection header: the second request is answered only if the connection lives on.
        var answer = await RawHttp.SendAsync(
            edge.Proxy,
            "POST /public HTTP/1.1\r\nHost: edge.test\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + "GET /public HTTP/1.1\r\nHost: edge.test\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 400 ");
        answer.ShouldNotContain("HTTP/1.1 200 ");
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_ConnectionNamesAnotherHeader_IsRefusedOrForgotten()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        // Kestrel keeps only "close" when that is among the options, and YARP forwards none of them: nobody after us sees the name.
        var kept = await RawHttp.SendAsync(
            edge.Proxy, $"GET /me HTTP/1.1\r\nHost: edge.test\r\nAuthorization: Bearer {edge.Token("ada")}\r\nConnection: close, X-EdgeGuard-Subject\r\n\r\n");

        kept.ShouldContain("\"X-EdgeGuard-Subject\":\"ada\"");
        kept.ShouldNotContain("\"Connection\"");
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("Transfer-Encoding: Chunked", "3\r\nabc\r\n0\r\n\r\n")]
    [InlineData("Content-Length: 3", "abc")]
    [InlineData("Connection: keep-alive, TE", "")]
    public async Task Proxy_RequestWithOneReading_IsForwarded(string headers, string body)
    {
        await using var edge = await EdgeRig.StartAsync();

        var answer = await RawHttp.SendAsync(
            edge.Proxy, $"POST /public HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n{headers}\r\n\r\n{body}");

        answer.ShouldStartWith($"HTTP/1.1 {(int)HttpStatusCode.OK} ");
    }
}
