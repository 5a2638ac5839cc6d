using EdgeGuard.Scim;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Shared;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddSecretFiles();
    builder.AddEdgeGuardScim();
    ParentWatch.AddTo(builder);

    var app = builder.Build();
    app.UseEdgeGuardScim();
    app.MapEdgeGuardScim();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartFaults.Of(e, static e => e is StorageException ? [e.Message] : []) is { Count: > 0 } faults)
{
    foreach (var fault in faults)
        await Console.Error.WriteLineAsync(fault);
    return 1;
}
