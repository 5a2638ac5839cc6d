namespace EdgeGuard.Cli.Dev;

/// <summary>One child process that runs now.</summary>
internal sealed record ProcessEndpoint(string Name, int Pid);
