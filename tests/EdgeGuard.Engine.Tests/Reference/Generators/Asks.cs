using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Reference.Generators.Pool;

namespace EdgeGuard.Engine.Tests.Reference.Generators;

/// <summary>Questions of every kind, those among them that make no sense.</summary>
internal static class Asks
{
    private static readonly string[] Odd = ["", null!, "toString", "hasOwnProperty", "docs.read ", "Docs.read", "\ud800", "a\udc00", "docs.réad",
        new('k', 70_000), "docs." + new string('k', 70_000)];

    private static readonly Gen<ResourceName> AnyResource = Gen.Frequency(
        (20, Resource), (1, Any<ResourceName>(new("document", ""), new("", "1"), new("", ""), new(null!, "1"), new("document", null!))));

    private static readonly Gen<Question> Plain = Gen.Frequency(
        (6, Named(PermissionNames).Select(Question.Permission)),
        (6, Gen.Select(Named(PermissionNames), AnyResource, Question.PermissionOn)),
        (5, Named(RoleKeys).Select(Question.Role)),
        (10, Named(FeatureKeys).Select(Question.Feature)),
        (1, Gen.Select(Any<byte>(0, 1, 2, 3, 4, 200), Named(FeatureKeys), AnyResource, (kind, name, resource) =>
            new Question((QuestionKind)kind, name) { Resource = resource })),
        (1, Gen.Select(Any<byte>(0, 4, 255), Named(FeatureKeys), (kind, name) => new Question((QuestionKind)kind, name))));

    private static readonly Gen<(string, string)> Places =
        Any(("acme", "acme"), ("acme", "east"), ("acme", "shop"), ("acme", "stall"), ("east", "east"), ("east", "stall"), ("globex", "globex"));

    // A user is known in the tenants at and below its own, so mostly those are asked about.
    private static readonly Gen<(Hash128 Tenant, Hash128 Subject)> Who = Gen.Frequency(
        (8, Gen.Select(Places, Any(UserIds), (place, id) =>
            (World.Tenant(place.Item2), World.User(place.Item1, id)))),
        (2, Gen.Select(TenantHash, Alias, (tenant, alias) => (tenant, alias))),
        (1, Gen.Select(TenantHash, User, (tenant, user) => (tenant, user))));

    public static Gen<Ask> One { get; } = Asking(Who, Instants.IssuedAt, Plain);

    /// <summary>Of features, by one who is known.</summary>
    public static Gen<Ask> OfFeatures { get; } = Asking(OneOfAcme, Gen.Const(SubjectClaim.NoToken), Any(FeatureKeys).Select(Question.Feature));

    /// <summary>Of resources, by those who are mostly known.</summary>
    public static Gen<Ask> OfResources { get; } = Asking(Who, Gen.Const(SubjectClaim.NoToken), Gen.Select(Any(PermissionNames), Resource, Question.PermissionOn));

    private static Gen<(Hash128 Tenant, Hash128 Subject)> OneOfAcme => Pool.Any(UserIds).Select(id => (World.Tenant("acme"), World.User("acme", id)));

    private static Gen<Ask> Asking(Gen<(Hash128 Tenant, Hash128 Subject)> whose, Gen<long> issued, Gen<Question> what) => Gen.Select(
        whose, issued, what, AttributesGen.OfQuestion, Instants.Now, (who, issuedAt, question, attributes, now) =>
            new Ask(new SubjectClaim(who.Tenant, who.Subject, issuedAt), question with { Attributes = attributes.Prepare() }, attributes, now));

    private static Gen<string> Named(string[] names) => Gen.Frequency((12, Any(names)), (1, Any(Odd)));
}
