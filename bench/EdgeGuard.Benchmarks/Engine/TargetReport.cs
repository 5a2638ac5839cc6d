using System.Globalization;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>Prints a line for each target, name, measured, target, verdict, and keeps them as a table.</summary>
internal sealed class TargetReport
{
    private readonly List<string> _rows = [];

    /// <summary>A new part of the table.</summary>
    public void Part(string title)
    {
        Console.WriteLine("# " + title);
        _rows.AddRange(["", $"## {title}", "", "| name | measured | target | verdict |", "|---|---|---|---|"]);
    }

    /// <summary>A target that is met when the measured value is not above it.</summary>
    public void Line(string name, double measured, double target, string unit, string detail = "") =>
        Write(name, Text(measured, unit) + (detail.Length == 0 ? "" : $" ({detail})"), Text(target, unit), measured <= target ? "ok" : "**missed**");

    /// <summary>A figure without a target.</summary>
    public void Figure(string name, double measured, string unit, string detail = "") =>
        Write(name, Text(measured, unit) + (detail.Length == 0 ? "" : $" ({detail})"), "", "");

    /// <summary>The table as it stands.</summary>
    public string ToMarkdown() => string.Join('\n', _rows) + "\n";

    private static string Text(double value, string unit) =>
        value.ToString(Math.Abs(value) < 100 ? "F2" : "F0", CultureInfo.InvariantCulture) + " " + unit;

    private void Write(string name, string measured, string target, string verdict)
    {
        Console.WriteLine($"{name,-48} {measured,-34} {target,10}  {verdict.Trim('*')}");
        _rows.Add($"| {name} | {measured} | {target} | {verdict} |");
    }
}
