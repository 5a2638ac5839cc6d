return await EdgeGuard.Cli.Commands.EdgeGuardCommand.RunAsync(args);
