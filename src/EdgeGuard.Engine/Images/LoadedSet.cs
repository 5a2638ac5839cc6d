namespace EdgeGuard.Engine.Images;

/// <summary>What is needed of a group set until the users are read.</summary>
/// <param name="Start">Where its content lies in its block.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Users">How many users it says to have.</param>
/// <param name="Fingerprint">Its first fingerprint.</param>
internal readonly record struct LoadedSet(int Start, int Length, int Users, uint Fingerprint);
