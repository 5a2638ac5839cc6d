namespace EdgeGuard.Scim.Storage;

/// <summary>What a write answered, and the version of the log once it was committed.</summary>
internal readonly record struct Written<T>(T Value, long Version);
