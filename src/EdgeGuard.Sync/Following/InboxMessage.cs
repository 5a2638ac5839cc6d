namespace EdgeGuard.Sync.Following;

/// <summary>A message as it came, unverified. Immutable; its bytes belong to the follower from here on.</summary>
/// <param name="Bytes">An encoded entry or beat, or anything else that somebody wrote.</param>
/// <param name="FromRedis">True when the subscription brought it; false when a scim pushed it.</param>
internal readonly record struct InboxMessage(ReadOnlyMemory<byte> Bytes, bool FromRedis);
