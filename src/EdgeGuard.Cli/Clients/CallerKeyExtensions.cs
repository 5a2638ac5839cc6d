using Grpc.Core;
using Grpc.Core.Interceptors;

namespace EdgeGuard.Cli.Clients;

internal static class CallerKeyExtensions
{
    public static CallInvoker WithCallerKey(this CallInvoker invoker, string callerKey) => invoker.Intercept(metadata =>
    {
        metadata.Add("authorization", $"Bearer {callerKey}");
        return metadata;
    });
}
