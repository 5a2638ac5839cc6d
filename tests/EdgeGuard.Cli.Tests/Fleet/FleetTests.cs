using System.Text.Json.Nodes;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Fleet;
using Spectre.Console;

namespace EdgeGuard.Cli.Tests.Fleet;

public sealed class FleetTests
{
    private const string Answer = """
        {
          "scim": "http://127.0.0.1:8084", "epoch": "0123456789abcdef0123456789abcdef", "head": 42, "fenced": 41, "fencesWaiting": 1, "leaseSeconds": 10,
          "edges": [
            {"edge": "west", "incarnation": "aa", "connected": true, "applied": 42, "lag": 0, "leaseEndsInSeconds": 9.87, "connectedSeconds": 12.3},
            {"edge": "east", "incarnation": "bb", "connected": false, "applied": 40, "lag": 2, "leaseEndsInSeconds": 0, "connectedSeconds": null}
          ]
        }
        """;

    [Fact]
    public void Table_Answer_ShowsEachEdgeAndTheHead()
    {
        var text = Show(JsonNode.Parse(Answer));

        var lines = text.Split('\n');
        lines.Single(line => line.Contains("west")).ShouldSatisfyAllConditions(
            line => line.ShouldContain("yes, for 12.3 s"), line => line.ShouldContain("42"), line => line.ShouldContain("9.9 s"));
        lines.Single(line => line.Contains("east")).ShouldSatisfyAllConditions(
            line => line.ShouldContain("no"), line => line.ShouldContain("40"), line => line.ShouldContain("none runs"));
        text.ShouldContain("head 42, fenced 41, 1 waiting; epoch 01234567; leases of 10 s");
    }

    [Fact]
    public void Table_NoEdges_SaysSo() =>
        Show(JsonNode.Parse("""{"scim":"s","epoch":"e","head":0,"fenced":null,"fencesWaiting":0,"leaseSeconds":10,"edges":[]}""")).ShouldContain("No edge asks");

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"edges":"none"}""")]
    public void Of_SomethingElse_SaysSo(string body) => Should.Throw<CliException>(() => FleetDocument.Of(JsonNode.Parse(body))).Message.ShouldContain("scim");

    private static string Show(JsonNode? body)
    {
        using var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 160;
        FleetTable.Write(console, FleetDocument.Of(body));
        return writer.ToString();
    }
}
