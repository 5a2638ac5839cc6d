using System.Runtime.Versioning;

// Each test runs a whole environment of seven processes; side by side they would take each other's leases away.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

// Signals, file modes and Unix sockets are what is tested here.
[assembly: UnsupportedOSPlatform("windows")]
