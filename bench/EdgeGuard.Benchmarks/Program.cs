using BenchmarkDotNet.Running;
using EdgeGuard.Benchmarks.Engine;

// "engine" prints the engine's targets as `name  measured  target  verdict`; anything else goes to BenchmarkDotNet.
if (args is ["engine", ..])
    return EngineTargets.Run(args.AsSpan(1));

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
