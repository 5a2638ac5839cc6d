using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Entitlements;

/// <summary>SEMANTICS section 7.3, with the wildcard links of section 10.</summary>
public sealed class PermissionGateTests
{
    [Theory]
    [InlineData("docs.read", "docs.read", true)]
    [InlineData("docs.read", "docs.write", false)]
    [InlineData("docs.*", "docs.read", true)]
    [InlineData("docs.*", "docs.", true)]
    [InlineData("docs.*", "docs", false)]
    [InlineData("docs.*", "docs.*", true)] // The asked star is a literal, which the pattern covers.
    [InlineData("docs.read", "docs.*", false)]
    [InlineData("*", "anything", true)]
    [InlineData("*.read", "docs.read", true)]
    [InlineData("*.read", "docs.write", false)]
    [InlineData("d*s.*d", "docs.read", true)]
    public void Of_Link_GatesWhatItCovers(string link, string permission, bool gated)
    {
        var snapshot = Offer.Of(new Change.FeaturePut("sso", [link]));

        snapshot.Ask(Question.Permission(permission)).ShouldBe(gated ? Reason.MissingFeature : Reason.None);
        World.Apply(snapshot, new Change.TenantFeaturePut(World.Tenant("top"), "sso", -1)).Ask(Question.Permission(permission)).ShouldBe(Reason.None);
        World.Apply(snapshot, new Change.FeatureRemoved("sso")).Ask(Question.Permission(permission)).ShouldBe(Reason.None);
    }

    [Fact]
    public void Of_SeveralFeatures_AnyIsEnough()
    {
        var snapshot = Offer.Of(
            new Change.FeaturePut("a", ["docs.read"]), new Change.FeaturePut("b", ["docs.*"]), new Change.FeaturePut("c", ["d*.*read"]), new Change.FeaturePut("d", ["docs.read"]));

        snapshot.Ask(Question.Permission("docs.read")).ShouldBe(Reason.MissingFeature);
        World.Apply(snapshot, new Change.TenantFeaturePut(World.Tenant("top"), "b", 1)).Ask(Question.Permission("docs.read")).ShouldBe(Reason.BundleExpired);
        foreach (var feature in new[] { "a", "b", "c", "d" })
        {
            World.Apply(snapshot, new Change.TenantFeaturePut(World.Tenant("top"), "b", 1), new Change.TenantFeaturePut(World.Tenant("top"), feature, -1))
                .Ask(Question.Permission("docs.read")).ShouldBe(Reason.None);
        }
    }

    [Fact]
    public void Of_PermissionThatIsNotGranted_IsNotAskedFor()
    {
        var snapshot = World.Apply(
            Offer.Of(new Change.FeaturePut("sso", ["docs.*"]), new Change.TenantFeaturePut(World.Tenant("top"), "sso", -1)), new Change.RolePut("", "all", ["other"]));

        snapshot.Ask(Question.Permission("docs.read")).ShouldBe(Reason.MissingPermission);
    }

    [Fact]
    public void Of_PermissionOnAResource_IsGatedToo() =>
        Offer.Of(new Change.FeaturePut("sso", ["docs.read"])).Ask(Question.PermissionOn("docs.read", new ResourceName("doc", "1"))).ShouldBe(Reason.MissingFeature);

    [Fact]
    public void Of_ManyLinks_FindsThoseThatCover()
    {
        var text = Gen.Char["ab.*"].Array[0, 6].Select(letters => new string(letters));
        Gen.Select(text.Where(link => link.Length > 0).HashSet[0, 12], text.Select(name => name.Replace('*', 'c'))).Sample((links, name) =>
        {
            var features = links.Select(link => (Link: link, Feature: new FeatureModel(link, Number: 0, Flag: null, []))).ToArray();

            var found = new HashSet<string>();
            var matches = new LinkIndex(features).Of(name);
            do
            {
                foreach (var feature in matches.Current)
                    found.Add(feature.Key);
            }
            while (matches.TryNext());

            found.SetEquals(links.Where(link => NaiveGlob.IsMatch(link, name))).ShouldBeTrue($"{string.Join(' ', links)} of {name}: {string.Join(' ', found)}");
        });
    }
}
