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
}
