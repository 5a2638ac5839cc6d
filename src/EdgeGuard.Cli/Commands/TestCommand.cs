using System.CommandLine;
using EdgeGuard.Cli.PolicyTests;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.Commands;

/// <summary><c>edgeguard test</c>: asks the engine the questions of policy tests, without a server.</summary>
internal static class TestCommand
{
    private static readonly Argument<string[]> Paths = new("paths")
    {
        Description = "Files and folders: .json and .yaml documents, .jsonl with a document in each line.",
        Arity = ArgumentArity.OneOrMore,
        HelpName = "FILE|FOLDER",
    };

    private static readonly Option<int?> Coverage = new("--coverage") { Description = "Fail when the cases exercise less than this percentage of roles, features, plans, flags, rules and grants.", HelpName = "PERCENT" };

    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document, and nothing else, to standard output." };

    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Print failures and the last line only: no warnings, no coverage." };

    // Enough to see that something is wrong; --json has all.
    private const int MostWarnings = 20;

    public static Command Create()
    {
        Coverage.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 0 or > 100)
                result.AddError("--coverage takes a percentage from 0 to 100.");
        });
        var command = new Command("test", "Runs policy tests offline: states, and what must be allowed or denied in them. Exit code 0 passed, 1 failed, 2 could not run.")
        {
            Paths, Coverage, Json, Quiet,
        };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(Paths), parsed.GetValue(Coverage), parsed.GetValue(Json), parsed.GetValue(Quiet), Console.Out, Console.Error));
        return command;
    }

    /// <summary>Runs the tests and prints what they found. Whatever happens ends in an exit code, and a line that says why.</summary>
    public static int Run(IReadOnlyList<string> paths, int? coverage, bool json, bool quiet, TextWriter output, TextWriter errors)
    {
        try
        {
            return Test(paths, coverage, json, quiet, output, errors);
        }
        catch (Exception e)
        {
            var message = CliException.Describe(e);
            errors.WriteLine($"edgeguard: {message}");
            if (json)
                output.WriteLine(JsonReport.Of(message));
            return ExitCode.UsageOrEnvironment;
        }
    }

    private static int Test(IReadOnlyList<string> paths, int? coverage, bool json, bool quiet, TextWriter output, TextWriter errors)
    {
        var faults = new DocumentFaults();
        var reader = new PolicySuiteReader(faults);
        var tests = DocumentFiles.Find(paths).SelectMany(reader.Read).ToList();
        if (!quiet)
            WriteWarnings(faults.Warnings, errors);
        if (!faults.IsEmpty)
        {
            if (json)
                output.WriteLine(JsonReport.Of(faults.All));
            foreach (var fault in faults.All)
                errors.WriteLine(fault);
            if (faults.Count > faults.All.Count)
                errors.WriteLine($"... and {faults.Count - faults.All.Count} more");
            return ExitCode.UsageOrEnvironment;
        }

        if (tests.TrueForAll(test => test.Cases.Count == 0))
            throw new CliException($"no case was found in {string.Join(", ", paths)}.");

        var isCoverageWanted = json || !quiet || coverage is not null;
        var result = SuiteResult.Run(tests, isCoverageWanted ? reader.States : null, coverage);
        if (json)
            output.WriteLine(JsonReport.Of(result, faults.Warnings));
        else
            TextReport.Write(output, result, quiet);
        return result.Succeeded ? ExitCode.Ok : ExitCode.VerificationFailed;
    }

    private static void WriteWarnings(IReadOnlyList<DocumentFault> warnings, TextWriter errors)
    {
        foreach (var warning in warnings.Take(MostWarnings))
            errors.WriteLine(warning with { Message = "warning: " + warning.Message });
        if (warnings.Count > MostWarnings)
            errors.WriteLine($"... and {warnings.Count - MostWarnings} more warnings (--json lists all, --quiet none)");
    }
}
