using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Mapping;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary><c>/rules</c>: a write resolves the connection's groups anew, in the same transaction.</summary>
internal static class RuleEndpoints
{
    public static void Map(RouteGroupBuilder admin)
    {
        admin.MapGet("/rules/{rule}", GetAsync);
        admin.MapPut("/rules/{rule}", PutAsync);
        admin.MapDelete("/rules/{rule}", DeleteAsync);
    }

    private static async Task<IResult> GetAsync(ClientKey rule, AdminStore store, CancellationToken cancellationToken) =>
        await store.ReadAsync<IResult>(
            read => read.Connections.FindRule(rule.Value) is { } row
                ? TypedResults.Ok(Answer(row, read.Connections.Get(row.ConnectionRow), read.Head().Version))
                : AdminProblems.NotFound("rule"),
            cancellationToken);

    private static async Task<IResult> PutAsync(ClientKey rule, RuleBody body, AdminStore store, CancellationToken cancellationToken)
    {
        if (!RuleReader.TryRead(rule.Value, body, out var read, out var fault))
            return AdminProblems.Invalid(fault);

        var written = await store.WriteAsync<(RuleRow Row, ConnectionRow? Connection, IResult? Refusal)>(
            transaction =>
            {
                if (transaction.Read.Connections.Find(body.Connection) is not { } connection)
                    return (read, null, AdminProblems.Invalid("connection names no connection."));
                var row = read with { ConnectionRow = connection.Row };
                var old = transaction.Read.Connections.FindRule(row.Key);
                if (old == row)
                    return (row, connection, null);
                if (GroupRules.FindOverlap(transaction.Read.Connections.ListRules(connection), row) is { } other)
                    return (row, null, AdminProblems.Conflict($"Rule {other} could claim the same group name."));

                transaction.Connections.PutRule(row);
                transaction.Groups.Resolve(connection);
                if (old is not null && old.ConnectionRow != row.ConnectionRow)
                    transaction.Groups.Resolve(transaction.Read.Connections.Get(old.ConnectionRow));
                return (row, connection, null);
            },
            cancellationToken);
        return written.Value is { Connection: { } found, Row: var stored }
            ? TypedResults.Ok(Answer(stored, found, written.Version))
            : written.Value.Refusal ?? AdminProblems.NotFound("rule");
    }

    private static async Task<IResult> DeleteAsync(ClientKey rule, AdminStore store, CancellationToken cancellationToken)
    {
        var written = await store.WriteAsync(
            transaction =>
            {
                if (transaction.Read.Connections.FindRule(rule.Value) is not { } row)
                    return false;
                transaction.Connections.DeleteRule(row);
                transaction.Groups.Resolve(transaction.Read.Connections.Get(row.ConnectionRow));
                return true;
            },
            cancellationToken);
        return written.Value ? TypedResults.Ok(new VersionAnswer(written.Version)) : AdminProblems.NotFound("rule");
    }

    private static RuleAnswer Answer(RuleRow row, ConnectionRow connection, long version) =>
        new(row.Key, connection.Key, row.GroupName, row.Role, row.Prefix is { } prefix ? prefix + RuleReader.RolePlace : null, version);
}
