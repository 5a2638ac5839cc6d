using EdgeGuard.Scim.Storage;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim;

/// <summary>What an operator is told when the host does not start: the faults, one a line, without stack traces.</summary>
internal static class StartFaults
{
    /// <summary>The faults, each naming its configuration key; none when the failure is not the operator's to mend.</summary>
    public static IReadOnlyList<string> Of(Exception e) => e switch
    {
        AggregateException all when all.InnerExceptions.Select(Of).ToList() is var each && each.TrueForAll(faults => faults.Count > 0) =>
            [.. each.SelectMany(faults => faults)],
        OptionsValidationException options => [.. options.Failures],
        StorageException => [e.Message],

        // Secret files and listening addresses are read before there are options.
        InvalidOperationException when e.Message.StartsWith("EdgeGuard:", StringComparison.Ordinal) => [e.Message],
        _ => [],
    };
}
