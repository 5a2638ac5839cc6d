using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.PolicyTests;

/// <summary>What one run of <c>edgeguard test</c> printed and ended with.</summary>
internal sealed record CommandRun(int Code, string Output, string Errors)
{
    public string LastLine => Output.TrimEnd('\n').Split('\n')[^1];

    public static CommandRun Of(IReadOnlyList<string> paths, int? coverage = null, bool json = false, bool quiet = false)
    {
        var (output, errors) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var code = TestCommand.Run(paths, coverage, json, quiet, output, errors);
        return new CommandRun(code, output.ToString(), errors.ToString());
    }
}
