using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>Targets E1 to E8, each as one line: name, measured, target, verdict.</summary>
internal static class EngineTargets
{
    /// <summary>Arguments: the number of users (1,000,000 if not given); then a file for the table.</summary>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var users = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var report = new TargetReport();
        foreach (var distinct in (bool[])[false, true])
        {
            report.Part(Title(users, distinct));
            Run(report, new Directory(users, distinct));
        }

        ColdStart.Run(report, new Directory(users, distinct: true));
        OneTenant.Run(report, Math.Min(users, 1_000_000));
        RuleTargets.Run(report);
        if (arguments.Length > 1)
            File.WriteAllText(arguments[1], report.ToMarkdown());
        return 0;
    }

    /// <summary>E1 to E3 and checks after a change. Arguments: the number of users (1,000,000 if not given); then a file for the table.</summary>
    public static int RunDecisions(ReadOnlySpan<string> arguments)
    {
        var users = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        var report = new TargetReport();
        foreach (var distinct in (bool[])[false, true])
        {
            report.Part(Title(users, distinct));
            RunDecisions(report, new Directory(users, distinct));
        }

        OneTenant.Run(report, users);
        if (arguments.Length > 1)
            File.WriteAllText(arguments[1], report.ToMarkdown());
        return 0;
    }

    /// <summary>Of the directories that are measured.</summary>
    public static string Title(int users, bool distinct) =>
        $"{users:N0} users, {(distinct ? "every user its own ten groups" : "fifty combinations of ten groups a tenant")}";

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunDecisions(TargetReport report, Directory directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = directory.Build();
        new DecisionTargets(directory, snapshot).Run(report, GC.GetTotalMemory(forceFullCollection: true) - before);
    }

    // On its own, so that nothing of one directory is alive when the next is measured.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run(TargetReport report, Directory directory)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var snapshot = directory.Build();
        watch.Stop();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        report.Line("E4 bytes a user, one key", (double)bytes / directory.Users, directory.Users >= 10_000_000 ? 90 : 95, "B", $"built in {watch.Elapsed.TotalSeconds:F1} s");
        if (directory.Users <= 1_000_000)
            FurtherKey(report, directory, bytes);
        new DecisionTargets(directory, snapshot).Run(report, bytes);
        ChangeTargets.Run(report, directory, snapshot);
    }

    private static void FurtherKey(TargetReport report, Directory directory, long bytes)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var withAliases = directory.Build(aliases: 1);
        var added = GC.GetTotalMemory(forceFullCollection: true) - before - bytes;
        GC.KeepAlive(withAliases);
        report.Line("E4 bytes a further key", (double)added / directory.Users, 32, "B");
    }
}
