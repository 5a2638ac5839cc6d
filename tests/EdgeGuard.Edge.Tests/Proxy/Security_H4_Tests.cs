using System.Net;
using EdgeGuard.Edge.Tests.Hosting;

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
    [InlineData("Content-Length: +3", "abc")]
    [InlineData("Content-Length: 0x3", "abc")]
    [InlineData("X-Content-Length: 3", "")]
    [InlineData("Connection: X-EdgeGuard-Subject", "")]
    [InlineData("Connection: authorization", "")]
    [InlineData("Connection: close, x-forwarded-for", "")]
    public async Task Proxy_RequestWithSeveralReadings_Is400(string headers, string body)
    {
        await using var edge = await EdgeRig.StartAsync();

        var answer = await RawHttp.SendAsync(
            edge.Proxy, $"POST /public HTTP/1.1\r\nHost: edge.test\r\nConnection: close\r\n{headers}\r\n\r\n{body}");

        answer.ShouldStartWith($"HTTP/1.1 {(int)HttpStatusCode.BadRequest} ");
        edge.App.Received.ShouldBe(0);
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
