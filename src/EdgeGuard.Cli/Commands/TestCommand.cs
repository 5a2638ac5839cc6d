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

    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "Print failures and the last line only." };

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

    /// <summary>Runs the tests and prints what they found.</summary>
    public static int Run(IReadOnlyList<string> paths, int? coverage, bool json, bool quiet, TextWriter output, TextWriter errors)
    {
        var faults = new DocumentFaults();
        var reader = new PolicySuiteReader(faults);
        var tests = DocumentFiles.Find(paths).SelectMany(reader.Read).ToList();
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

        var result = SuiteResult.Run(tests, coverage);
        if (json)
            output.WriteLine(JsonReport.Of(result));
        else
            TextReport.Write(output, result, quiet);
        return result.Succeeded ? ExitCode.Ok : ExitCode.VerificationFailed;
    }
}
