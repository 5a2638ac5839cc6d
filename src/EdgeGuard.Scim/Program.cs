using EdgeGuard.Scim;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Shared;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    var started = StartFailure.SilenceHost(builder.Logging);
    builder.Configuration.AddSecretFiles();
    builder.AddEdgeGuardScim();
    ParentWatch.AddTo(builder);

    var app = builder.Build();
    app.Lifetime.ApplicationStarted.Register(started);
    app.UseEdgeGuardScim();
    app.MapEdgeGuardScim();
    var store = app.Services.GetRequiredService<DirectoryStore>();
    await app.RunAsync();
    return store.HasFailed ? 1 : 0;
}
catch (Exception e) when (StartFaults.Of(e, StartFailure.Faults) is { Count: > 0 } faults)
{
    foreach (var fault in faults)
        await Console.Error.WriteLineAsync(fault);
    return StartFailure.ExitCode;
}
