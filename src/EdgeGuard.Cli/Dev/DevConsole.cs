using System.Globalization;
using EdgeGuard.Cli.Demo;
using Spectre.Console;

namespace EdgeGuard.Cli.Dev;

/// <summary>What <c>dev</c> says on the terminal.</summary>
internal sealed class DevConsole(IAnsiConsole console)
{
    public void Starting(string folder) => console.MarkupLineInterpolated($"[grey]Starting in {folder} ...[/]");

    public void Stopping() => console.MarkupLine("[grey]Stopping ...[/]");

    public void Stopped() => console.MarkupLine("Everything is stopped.");

    public void Tell(SupervisorEvent e)
    {
        switch (e.Kind)
        {
            case SupervisorEventKind.Ready:
                console.MarkupLineInterpolated($"[green]{e.Name}[/] {e.Text}");
                break;
            case SupervisorEventKind.Died or SupervisorEventKind.NotReady or SupervisorEventKind.Killed:
                console.MarkupLineInterpolated($"[yellow]{e.Name}[/] {e.Text}");
                break;
        }
    }

    public void Ready(DevSession session, TimeSpan took)
    {
        var endpoints = session.Endpoints;
        var table = new Table().Border(TableBorder.Rounded).AddColumns("part", "address", "more");
        foreach (var edge in endpoints.Edges)
            AddRow(table, edge.Name, edge.Proxy, $"checks {edge.Grpc}");
        AddRow(table, "scim", endpoints.Scim, $"admin key in {endpoints.AdminKeyFile}");
        AddRow(table, "leases", endpoints.Lease ?? "", "asked by edges, with the keys in edge-*.key");
        AddRow(table, "test issuer", endpoints.Issuer, $"audience {TokenMint.Audience}");
        AddRow(table, "demo app", endpoints.App, "behind every edge");
        AddRow(table, "redis", endpoints.Redis, $"environment {endpoints.Environment}");
        console.Write(table);
        console.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[green]Ready[/] in {took.TotalSeconds:0.0} s. All addresses: {session.EndpointsPath}");
        NextSteps(session, endpoints);
    }

    private void NextSteps(DevSession session, EndpointsDocument endpoints)
    {
        var edge = endpoints.Edges[0];
        var folder = Path.GetDirectoryName(session.EndpointsPath);
        var data = string.Equals(folder, DataFolder.DefaultPath, StringComparison.Ordinal) ? "" : $" --data {folder}";
        Write($$"""

            Try it:
              edgeguard verify{{data}}   # in another terminal: plays an identity provider, end to end
              edgeguard fleet{{data}}    # the edges, their versions and their leases
              curl {{edge.Proxy}}/public
              TOKEN=$(curl -s {{endpoints.Issuer}}/token -H 'content-type: application/json' \
                -d '{"sub":"00u1","tenant":"acme"}' | sed 's/.*"access_token":"\([^"]*\)".*/\1/')
              curl -i {{edge.Proxy}}/documents -H "authorization: Bearer $TOKEN"     # 403 until acme and 00u1 exist
              curl -X PUT {{endpoints.Scim}}/admin/v1/tenants/acme -H "authorization: Bearer $(cat {{endpoints.AdminKeyFile}})" \
                -H 'content-type: application/json' -d '{"suspended":false}'
              grpcurl -plaintext -d '{"tenant":"acme","subject":{"value":"00u1"},"permission":"documents.read"}' \
                {{new Uri(edge.Grpc).Authority}} edgeguard.v1.CheckService/Check
            Ctrl-C stops everything.
            """);
    }

    /// <summary>As it is: commands to copy must not be wrapped.</summary>
    private void Write(string text) => console.Profile.Out.Writer.WriteLine(text);

    private static void AddRow(Table table, string part, string address, string more) =>
        table.AddRow(Markup.Escape(part), Markup.Escape(address), Markup.Escape(more));
}
