namespace EdgeGuard.Engine.Matching;

/// <summary>Some roles of one word of a set (<see cref="RoleBits"/>): a set as a list of these has those words alone that are not zero.</summary>
internal readonly record struct RoleWord(int Word, ulong Bits);
