using System.CommandLine;
using System.Runtime.InteropServices;
using EdgeGuard.Cli.Dev;
using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Commands;

/// <summary><c>edgeguard dev</c>: a whole EdgeGuard on this machine.</summary>
internal static class DevCommand
{
    private static readonly Option<string?> Data = new("--data")
    {
        Description = $"Folder for secrets, database, logs and endpoints.json (default {DataFolder.DefaultPath}).",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Redis = new("--redis")
    {
        Description = "Use this Redis instead of the embedded one (host:port; for one with a password, use --redis-file).",
        HelpName = "CONNECTION",
    };

    private static readonly Option<string?> RedisFile = new("--redis-file") { Description = "File that holds the connection string of --redis.", HelpName = "FILE" };

    private static readonly Option<bool> AnyPorts = new("--any-ports") { Description = "Take free ports everywhere, instead of 8080 (proxy), 8081 (checks), 8082 (scim) and 8084 (leases) when they are free." };

    private static readonly Option<int> Edges = new("--edges")
    {
        Description = $"Number of edges, 1 to {DevOptions.MaxEdges}.",
        DefaultValueFactory = _ => DevOptions.DefaultEdges,
        HelpName = "N",
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "A setting of one child (edge-1, scim ...), over those that dev gives it. May be repeated.",
        HelpName = "CHILD:KEY=VALUE",
    };

    private static readonly Option<TimeSpan?> Lease = new("--lease")
    {
        Description = "Length of the leases, such as 1s; for tests.",
        HelpName = "TIME",
        Hidden = true,
        CustomParser = ShortTime.Parse,
    };

    private static readonly Option<bool> Verify = new("--verify") { Description = "Run the verification (see `edgeguard verify`) once everything is up." };

    private static readonly Option<bool> ExitAfterVerify = new("--exit-after-verify") { Description = "Run the verification, stop everything, and exit with its code." };

    private static readonly Option<bool> Strict = new("--strict") { Description = "The verification also judges times." };

    private static readonly Option<int> Race = new("--race")
    {
        Description = "Requests that the verification sends after deactivations.",
        DefaultValueFactory = _ => VerifyOptions.DefaultRace,
        HelpName = "N",
    };

    public static Command Create()
    {
        Edges.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > DevOptions.MaxEdges)
                result.AddError($"--edges takes a number from 1 to {DevOptions.MaxEdges}.");
        });
        var command = new Command("dev", "Starts everything on this machine: Redis-compatible server, scim, edges, a demo app and a test issuer.")
        {
            Data, Redis, RedisFile, AnyPorts, Edges, Set, Lease, Verify, ExitAfterVerify, Strict, Race,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new DevOptions
        {
            Data = parsed.GetValue(Data),
            Redis = parsed.GetValue(RedisFile) is { } file ? SecretFile.Read(file) : parsed.GetValue(Redis),
            AnyPorts = parsed.GetValue(AnyPorts),
            Edges = parsed.GetValue(Edges),
            Settings = [.. (parsed.GetValue(Set) ?? []).Select(ChildSetting.Parse)],
            Lease = parsed.GetValue(Lease),
            Verify = parsed.GetValue(Verify) || parsed.GetValue(ExitAfterVerify),
            ExitAfterVerify = parsed.GetValue(ExitAfterVerify),
            Strict = parsed.GetValue(Strict),
            Race = parsed.GetValue(Race),
        };
        return RunAsync(options, cancellationToken);
    }

    private static async Task<int> RunAsync(DevOptions options, CancellationToken cancellationToken)
    {
        // A closed terminal ends us as Ctrl-C does.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            stop.Cancel();
        });

        await using var input = InputWatch.Start(stop);

        var console = new DevConsole(Terminal.Out());
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        console.Starting(DataFolder.Locate(options.Data).FullPath);
        DevSession session;
        try
        {
            session = await DevSession.StartAsync(options, new SupervisorOptions(), time, console.Tell, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            console.Stopped();
            return ExitCode.UsageOrEnvironment;
        }

        await using (session)
        {
            console.Ready(session, time.GetElapsedTime(started));
            var code = await LiveAsync(session, options, stop.Token);
            console.Stopping();
            await session.DisposeAsync();
            console.Stopped();
            return code;
        }
    }

    private static async Task<int> LiveAsync(DevSession session, DevOptions options, CancellationToken cancellationToken)
    {
        var code = ExitCode.Ok;
        try
        {
            if (options.Verify)
            {
                code = await VerifyCommand.RunAsync(VerifyTarget.Of(session.Endpoints), new VerifyOptions { Strict = options.Strict, Race = options.Race }, cancellationToken);
                if (options.ExitAfterVerify)
                    return code;
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return code;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C is how a `dev` is meant to end, with what its verification found; one that was only to verify has not done so.
            return options.ExitAfterVerify ? ExitCode.UsageOrEnvironment : code;
        }
    }
}
