using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Redis;

namespace EdgeGuard.Sync.Tests.Publishing;

public sealed class RedisHeadTests
{
    [Fact]
    public void Parse_WhatOfWrote_GivesTheSame() =>
        Gen.Long[0, long.MaxValue].Sample(version =>
        {
            var head = RedisHead.Of(Epoch.New(), version);

            return RedisHead.Parse(head.Text) == head;
        });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("0000000000000000000000000000000g:1")]
    [InlineData("00000000000000000000000000000001:-1")]
    [InlineData("00000000000000000000000000000001:99999999999999999999")]
    [InlineData("00000000000000000000000000000001:")]
    public void Parse_AnythingElse_IsNoEpochAndKeepsTheText(string? text)
    {
        var head = RedisHead.Parse(text);

        head.Epoch.ShouldBe(default);
        head.Version.ShouldBe(0);
        head.Text.ShouldBe(text ?? string.Empty);
    }
}
