using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Reference.Generators;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>
/// The engine against the reference, over random histories: what is refused, the digest after each change, every answer, answers of
/// earlier snapshots, and of a state rebuilt from the export. <c>EDGEGUARD_PROPERTIES=long</c> asks at least a million questions.
/// </summary>
public sealed class ReferenceTests(ITestOutputHelper output)
{
    private const int Histories = 120;
    private const int LongQuestions = 1_000_000;

    // What is met less often than this in the long form is met about four times in one round of the short one, which has four rounds
    // to meet everything once.
    private const int LeastLong = 120;
    private const int MostRounds = 4;

    private static readonly bool IsLong = Environment.GetEnvironmentVariable("EDGEGUARD_PROPERTIES") == "long";

    // Asked once, looked at by both tests.
    private static readonly Lazy<(Tally Tally, string? Difference)> Lived = new(Live);

    [Fact]
    public void Engine_AnyHistory_DoesAsTheReference()
    {
        output.WriteLine($"{Lived.Value.Tally["asked"]:N0} questions");
        output.WriteLine(Lived.Value.Tally.ToString());

        Lived.Value.Difference.ShouldBeNull(Lived.Value.Difference);
    }

    [Fact]
    public void Histories_Together_ReachEverything() => Missed(Lived.Value.Tally).ShouldBeEmpty("met too seldom, or never");

    private static (Tally Tally, string? Difference) Live()
    {
        var tally = new Tally();
        try
        {
            for (var round = 0; IsLong ? tally["asked"] < LongQuestions : round < MostRounds && (round == 0 || Missed(tally).Any()); round++)
                History.Any.Sample(steps => Run.Difference(steps, tally) is null, iter: Histories, print: Story.Of);
            return (tally, null);
        }
        catch (CsCheckException found)
        {
            return (tally, found.Message);
        }
    }

    private static IEnumerable<string> Missed(Tally tally) => Everything().Where(thing => tally[thing] < (IsLong ? LeastLong : 1));

    private static IEnumerable<string> Everything() =>
    [
        // A holder is full of more rows than a history has; HolderLimitTests and CatalogLimitTests fill one.
        .. Enum.GetNames<Refusal>().Except([nameof(Refusal.HolderFull)]).Select(refusal => $"refused: {refusal}"),
        .. typeof(Change).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Change))).Select(change => $"applied: {change.Name}"),
        .. Answers(QuestionKind.Permission, Reason.None, Reason.MissingPermission, Reason.MissingFeature, Reason.BundleExpired),
        .. Answers(QuestionKind.Role, Reason.None, Reason.MissingRole),
        .. Answers(QuestionKind.Feature, Reason.None, Reason.MissingFeature, Reason.BundleExpired),
        $"answered: {QuestionKind.None} {Reason.InvalidRequest}",
        .. new[] { Reason.None, Reason.NoGrant, Reason.MissingFeature, Reason.BundleExpired, Reason.InvalidRequest }
            .Select(reason => $"answered: {QuestionKind.Permission} on a resource {reason}"),
        $"answered: {QuestionKind.Role} on a resource {Reason.InvalidRequest}",
        .. RulesGen.Operations.SelectMany(operation => new[] { $"operation: {operation} True", $"operation: {operation} False" }),
        .. new[] { "starts_with", "ends_with", "contains", "on", "on_or_after", "on_or_before", "between_date" }
            .Select(operation => $"operation: {operation} throws"),
        "operation: none", "attribute: missing", "source: direct", "source: flag", "source: flag that is off", "source: plan",
        "grant: User", "grant: Group", "grant: Role", "grant: of a resource around",
        "role: held", "role: inherited", "role: through a parent", "home above the tenant asked",
    ];

    private static IEnumerable<string> Answers(QuestionKind kind, params Reason[] reasons) =>
        reasons.Concat([Reason.UnknownTenant, Reason.TenantSuspended, Reason.UnknownSubject, Reason.UserInactive, Reason.SessionRevoked, Reason.InvalidRequest])
            .Select(reason => $"answered: {kind} {reason}");
}
