using EdgeGuard.Engine.Hashing;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Tests.Storage;

public sealed class KeyFoldingTests
{
    [Theory]
    [InlineData("ANN", "ann")]
    [InlineData("\u00c9mile", "\u00e9mile")]
    [InlineData("E\u0301mile", "\u00e9mile")]
    [InlineData("stra\u00dfe", "STRASSE")]
    public void Fold_TwoNames_AreOneExactlyWhenTheirHashesAre(string one, string other)
    {
        var hasher = new DirectoryHasher(new Hash128(1, 2), new Hash128(3, 4));

        var same = hasher.Subject(default, SubjectKeyKind.UserName, one) == hasher.Subject(default, SubjectKeyKind.UserName, other);

        (KeyFolding.Fold(one) == KeyFolding.Fold(other)).ShouldBe(same);
    }

    [Fact]
    public void Fold_HalfASurrogatePair_IsKept() => KeyFolding.Fold("A\ud800").ShouldBe("a\ud800");
}
