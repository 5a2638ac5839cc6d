using System.Net;
using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Verify;

/// <summary>Claims about what was seen; each throws <see cref="StepFailedException"/>.</summary>
internal static class Expect
{
    public static JsonReply Status(JsonReply reply, HttpStatusCode status, string what)
    {
        That(reply.Status == status, $"{what}: expected {(int)status}, got {reply.Describe()}");
        return reply;
    }

    public static JsonReply Success(JsonReply reply, string what)
    {
        That(reply.IsSuccess, $"{what}: expected success, got {reply.Describe()}");
        return reply;
    }

    public static string Present(string? value, string what)
    {
        That(!string.IsNullOrEmpty(value), $"{what} is missing");
        return value!; // The line above has just refused null.
    }

    public static void Equal(string? actual, string expected, string what) =>
        That(string.Equals(actual, expected, StringComparison.Ordinal), $"{what}: expected \"{expected}\", got \"{actual}\"");

    public static void That(bool holds, string otherwise)
    {
        if (!holds)
            throw new StepFailedException(otherwise);
    }
}
