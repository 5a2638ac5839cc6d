namespace EdgeGuard.Cli.Commands;

/// <summary>Something outside this program is wrong; the message says what and what to do, and is printed without a stack trace.</summary>
internal sealed class CliException : Exception
{
    public CliException()
    {
    }

    public CliException(string message)
        : base(message)
    {
    }

    public CliException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What to print of any exception: one line, whatever its message is.</summary>
    public static string Describe(Exception exception)
    {
        var line = exception.Message.ReplaceLineEndings(" ");
        return exception is CliException ? line : $"unexpected: {exception.GetType().Name}: {line}";
    }
}
