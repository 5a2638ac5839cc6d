using EdgeGuard.Sync.Tests.Leases.Model;

namespace EdgeGuard.Sync.Tests.Leases;

/// <summary>
/// FENCE section 5: explores the product's own state machines, and proves by planted faults that a hole in the protocol would be
/// seen. Each test prints what it visited; <c>EDGEGUARD_MODEL=long</c> makes the same tests visit far more.
/// </summary>
public sealed class LeaseModelTests(ITestOutputHelper output)
{
    private const int WalkLength = 150;

    public static TheoryData<string> Small => [.. Models.Small.Keys];

    public static TheoryData<string> Larger => [.. Models.Larger.Keys];

    public static TheoryData<string> Large => [.. Models.Large.Keys];

    // The two that show only after a dozen rare things in one order are played in LeaseStoryTests, and looked for in the long form.
    public static TheoryData<string> Faults =>
        [.. Enum.GetValues<Fault>().Where(fault => fault != Fault.None && (Models.IsLong || !Rare.Contains(fault))).Select(fault => fault.ToString())];

    private static IReadOnlyList<Fault> Rare => [Fault.NewEpochWithoutMark, Fault.ReductionWithoutRevision];

    [Theory]
    [MemberData(nameof(Small))]
    public void Fence_5_SmallModel_HoldsInEveryState(string name)
    {
        var findings = Show(new Explorer(name, Models.Small[name]).Run(1_000_000));

        findings.Violation.ShouldBeNull(findings.ToString());
        findings.IsComplete.ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(Larger))]
    public void Fence_5_LargerModel_HoldsInEveryStateVisited(string name)
    {
        var findings = Show(new Explorer(name, Models.Larger[name]).Run(Models.IsLong ? 5_000_000 : 60_000));

        findings.Violation.ShouldBeNull(findings.ToString());
    }

    [Theory]
    [MemberData(nameof(Large))]
    public void Fence_5_LargeModel_HoldsOnEveryWalk(string name)
    {
        var findings = Show(new Walker(name, Models.Large[name], seed: 1).Run(Models.IsLong ? 400_000 : 3_000, WalkLength));

        findings.Violation.ShouldBeNull(findings.ToString());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fence_5_PlantedFault_IsFound(string fault)
    {
        var findings = Show(new Walker(fault, Models.For(Enum.Parse<Fault>(fault)), seed: 1).Run(200_000, WalkLength));

        findings.Violation.ShouldNotBeNull();
    }

    private Findings Show(Findings findings)
    {
        output.WriteLine(findings.ToString());
        return findings;
    }
}
