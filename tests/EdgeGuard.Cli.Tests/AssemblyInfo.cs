using System.Runtime.Versioning;

// File modes, signals and Unix sockets are what is tested here.
[assembly: UnsupportedOSPlatform("windows")]
