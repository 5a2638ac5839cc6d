namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>Tells a way through the model in words.</summary>
internal static class Story
{
    public static IReadOnlyList<string> Tell(ModelSettings settings, IReadOnlyList<Act> acts)
    {
        var play = new Play(new Stage(settings), settings);
        var world = play.Begin();
        var lines = new List<string>();
        foreach (var act in acts)
        {
            var line = Tell(world, act);
            var violation = play.Do(world, act);
            var edges = string.Join(' ', world.Edges.Select((edge, index) => edge is null
                ? "down"
                : $"{edge.Held?.ToString() ?? "none"}{(edge.IsSettled ? string.Empty : "~")}/{Math.Max(0, edge.Lease.View.Deadline - world.EdgeNow(index))}"));
            lines.Add($"{line,-58} | head {world.Head}, edges {edges}, acknowledged {string.Join(' ', world.Acknowledged)} {violation}");
        }

        return lines;
    }

    private static string Tell(World world, Act act) => act.Kind switch
    {
        ActKind.Time when act.A >= 0 => $"Time, clock {act.A} {(act.B > 0 ? "skips" : "repeats")}",
        ActKind.Deliver or ActKind.Repeat => $"{act.Kind} {Tell(world.Messages[act.A])}",
        ActKind.Apply or ActKind.Load or ActKind.Misfit => $"{act.Kind} edge {act.A}: {world.Committed[act.B]}",
        ActKind.StartEdge => $"StartEdge {act.A} with {(act.B < 0 ? "nothing" : world.Committed[act.B])}",
        ActKind.Commit => $"Commit scim {act.A}: {(Operation)act.B}",
        ActKind.Ask => $"Ask edge {act.A} to scim {act.B}",
        _ => $"{act.Kind} {act.A} {act.B}",
    };

    private static string Tell(Message message) => message switch
    {
        Message.Ask(var edge, var scim, var ask) => $"Ask {ask.Number} edge {edge} to scim {scim}, at {ask.Applied.Version}",
        Message.Grant(var scim, var edge, _, var grant) => $"Grant {grant.Number} scim {scim} to edge {edge}, head {grant.Head.Version}",
        Message.Report(var edge, var scim, var report) => $"Applied edge {edge} to scim {scim}: {report.Applied.Version}",
        Message.Release(var edge, var scim, _) => $"Release edge {edge} to scim {scim}",
        Message.Request(var asker, _, _, var scim, var request) => $"Fence scim {asker} to {scim}: {request.Version.Version}",
        Message.Answer(var asker, _, _, var confirmed) => $"Confirmed to scim {asker} by {confirmed.Value.Low}",
        _ => message.ToString(),
    };
}
