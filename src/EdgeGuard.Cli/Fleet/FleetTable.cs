using System.Globalization;
using Spectre.Console;

namespace EdgeGuard.Cli.Fleet;

/// <summary>The fleet for people.</summary>
internal static class FleetTable
{
    private const int EpochDigits = 8;

    public static void Write(IAnsiConsole console, FleetDocument fleet)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("edge").AddColumn("connected");
        foreach (var title in (string[])["applied version", "lag", "lease ends in"])
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var edge in fleet.Edges.OrderBy(e => e.Edge, StringComparer.Ordinal).ThenByDescending(e => e.Connected))
        {
            table.AddRow(
                Markup.Escape(edge.Edge),
                edge.Connected ? $"[green]yes[/], for {Seconds(edge.ConnectedSeconds)}" : "[yellow]no[/]",
                Number(edge.Applied),
                edge.Lag is > 0 ? $"[yellow]{Number(edge.Lag)}[/]" : Number(edge.Lag),
                edge.LeaseEndsInSeconds is > 0 ? Seconds(edge.LeaseEndsInSeconds) : "[red]none runs[/]");
        }

        console.Write(table);
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"head {fleet.Head}, fenced {Number(fleet.Fenced)}, {fleet.FencesWaiting} waiting; epoch {Short(fleet.Epoch)}; leases of {fleet.LeaseSeconds:0.###} s, as scim {fleet.Scim} knows them");
        if (fleet.Edges.Count == 0)
            console.MarkupLine("[yellow]No edge asks this scim for leases.[/]");
    }

    private static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";

    private static string Seconds(double? seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");

    private static string Short(string? epoch) => epoch is { Length: > EpochDigits } ? epoch[..EpochDigits] : epoch ?? "-";
}
