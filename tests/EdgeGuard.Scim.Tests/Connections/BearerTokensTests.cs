using EdgeGuard.Scim.Connections;
using Microsoft.AspNetCore.Http;

namespace EdgeGuard.Scim.Tests.Connections;

public sealed class BearerTokensTests
{
    [Fact]
    public void New_Token_IsWellFormedAndNeverTheSame()
    {
        var tokens = Enumerable.Range(0, 100).Select(_ => BearerTokens.New(BearerTokens.ScimPrefix)).ToList();

        tokens.ShouldBeUnique();
        tokens.ShouldAllBe(token => BearerTokens.IsWellFormed(token, BearerTokens.ScimPrefix));
        tokens.ShouldAllBe(token => !BearerTokens.IsWellFormed(token, BearerTokens.AdminPrefix));
    }

    [Fact]
    public void IsWellFormed_AnyCharacterChanged_IsFalse()
    {
        var token = BearerTokens.New(BearerTokens.ScimPrefix);

        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'x' ? 'y' : 'x') + token[(i + 1)..];
            BearerTokens.IsWellFormed(changed, BearerTokens.ScimPrefix).ShouldBeFalse();
        }

        BearerTokens.IsWellFormed(token + "A", BearerTokens.ScimPrefix).ShouldBeFalse();
        BearerTokens.IsWellFormed(token[..^1] + "\u00e9", BearerTokens.ScimPrefix).ShouldBeFalse();
    }

    [Theory]
    [InlineData(48, false)]
    [InlineData(49, true)]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void IsStrongKey_OfALength_IsWhatAHeaderCarries(int length, bool valid)
    {
        var key = BearerTokens.AdminPrefix.PadRight(Math.Max(length, 7), 'k')[..length];
        var context = new DefaultHttpContext { Request = { Headers = { Authorization = "bearer " + key } } };

        BearerTokens.IsStrongKey(key, BearerTokens.AdminPrefix).ShouldBe(valid);
        BearerTokens.Read(context.Request).ShouldBe(length <= 256 ? key : null);
    }

    [Theory]
    [InlineData("k k")]
    [InlineData("k\u00e9")]
    [InlineData("k\n")]
    public void IsStrongKey_WhatAHeaderCannotCarry_IsFalse(string end) =>
        BearerTokens.IsStrongKey(BearerTokens.AdminPrefix + new string('k', 60) + end, BearerTokens.AdminPrefix).ShouldBeFalse();
}
