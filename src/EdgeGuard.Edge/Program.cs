using EdgeGuard.Edge.Configuration;

return await EdgeProgram.RunAsync(args);
