using EdgeGuard.Scim;
using EdgeGuard.Shared;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddSecretFiles();
builder.AddEdgeGuardScim();
ParentWatch.AddTo(builder);

var app = builder.Build();
app.UseEdgeGuardScim();
app.MapEdgeGuardScim();
await app.RunAsync();
