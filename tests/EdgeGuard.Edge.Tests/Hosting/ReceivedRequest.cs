namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>What the app received.</summary>
internal sealed record ReceivedRequest(string Method, string Target, Dictionary<string, string> Headers);
