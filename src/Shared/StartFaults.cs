using Microsoft.Extensions.Options;

namespace EdgeGuard.Shared;

/// <summary>What an operator is told when a host does not start: the faults, one a line, without stack traces. Owner: EdgeGuard.Scim.</summary>
internal static class StartFaults
{
    private const string Root = "EdgeGuard:";

    /// <summary>
    /// The faults, each naming its configuration key; none when the failure is not the operator's to mend. <paramref name="own"/>
    /// knows the exceptions of one host alone.
    /// </summary>
    public static IReadOnlyList<string> Of(Exception e, Func<Exception, IReadOnlyList<string>>? own = null) => e switch
    {
        _ when own?.Invoke(e) is { Count: > 0 } faults => faults,
        AggregateException all when all.InnerExceptions.Select(inner => Of(inner, own)).ToList() is var each && each.TrueForAll(faults => faults.Count > 0) =>
            [.. each.SelectMany(faults => faults)],
        OptionsValidationException options => [.. options.Failures.Select(FromKey)],

        // Secret files and listening addresses are read before there are options, and bound after. Several faults are several lines.
        InvalidOperationException or IOException when e.Message.StartsWith(Root, StringComparison.Ordinal) => e.Message.Split('\n'),

        // A value that is not of its type; the binder names the key in the middle of its message.
        InvalidOperationException { InnerException: FormatException } => [e.Message],

        // A file that is not JSON: the message names the file, the inner ones the place in it.
        InvalidDataException { InnerException: { } inner } => [$"{e.Message} {inner.Message}"],
        _ => [],
    };

    /// <summary>Without the property's name, which the framework writes before an attribute's message.</summary>
    private static string FromKey(string failure) =>
        failure.IndexOf(": " + Root, StringComparison.Ordinal) is var at and > 0 && !failure.AsSpan(0, at).Contains(':') ? failure[(at + 2)..] : failure;
}
