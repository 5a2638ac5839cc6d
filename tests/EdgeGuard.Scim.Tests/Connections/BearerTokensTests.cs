using EdgeGuard.Scim.Connections;

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
}
