using System.Globalization;
using Spectre.Console;

namespace EdgeGuard.Cli.Verify;

/// <summary>The report for people.</summary>
internal static class TableReport
{
    public static void Write(IAnsiConsole console, VerifyReport report)
    {
        var steps = new Table().Border(TableBorder.Rounded)
            .AddColumn(new TableColumn("step").NoWrap())
            .AddColumn(new TableColumn("").NoWrap())
            .AddColumn("what must hold")
            .AddColumn("what was seen")
            .AddColumn(new TableColumn("all edges").RightAligned().NoWrap());
        foreach (var row in report.Rows)
        {
            steps.AddRow(
                Markup.Escape(row.Id),
                row.Passed ? "[green]PASS[/]" : "[red]FAIL[/]",
                Markup.Escape(row.Title),
                Markup.Escape(row.Seen),
                row.Enforcement is { } enforcement ? Text(enforcement.AllEdges) : "");
        }

        console.Write(steps);
        WriteDistributions(console, report);
        var failed = report.Rows.Count(row => !row.Passed);
        console.MarkupLine(report.Passed
            ? $"[green]All {report.Rows.Count} steps passed[/] on {report.Edges.Count} edges{(report.Strict ? ", times included" : "")}."
            : $"[red]{failed} of {report.Rows.Count} steps failed.[/]");
    }

    private static void WriteDistributions(IAnsiConsole console, VerifyReport report)
    {
        var distributions = report.Rows.SelectMany(row => row.Distributions).ToList();
        if (distributions.Count == 0)
            return;
        var times = new Table().Border(TableBorder.Rounded).AddColumn("time");
        foreach (var title in (string[])["count", "p50", "p99", "p99.9", "max"])
            times.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var d in distributions)
        {
            times.AddRow(
                Markup.Escape(d.Name), d.Count.ToString(CultureInfo.InvariantCulture), Text(d.P50), Text(d.P99), Text(d.P999), Text(d.Max));
        }

        foreach (var d in report.Rows.SelectMany(row => row.Differences))
            times.AddRow(Markup.Escape(d.Name), "", Signed(d.P50), Signed(d.P99), "", "");
        console.Write(times);
    }

    private static string Signed(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:+0.00;-0.00} ms");

    private static string Text(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
}
