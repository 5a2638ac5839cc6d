using BenchmarkDotNet.Running;
using EdgeGuard.Benchmarks.Engine;

// "targets" prints the engine's targets as `name  measured  target  verdict`, "decisions" only those of checks, in a quarter of the time, "changes"
// only those of one user's changes, "starts" only that of cold starts; "cold" is what it starts to read a disk copy; anything else goes to
// BenchmarkDotNet.
switch (args)
{
    case ["targets", .. var rest]:
        return EngineTargets.Run(rest);
    case ["decisions", .. var rest]:
        return EngineTargets.RunDecisions(rest);
    case ["changes", .. var rest]:
        return ChangeTargets.RunAlone(rest);
    case ["starts", .. var rest]:
        return ColdStart.Run(rest);
    case ["cold", var path]:
        return ColdStart.Read(path);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
}
