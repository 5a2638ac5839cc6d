namespace EdgeGuard.Engine.Directory;

/// <summary>What the slot of a key said to a builder. The default is that of a key that is not there.</summary>
internal readonly struct UserEntry(uint value)
{
    public bool IsNone => value == 0;

    /// <summary>The key is an alias; nothing but the ordinal is known of its user.</summary>
    public bool IsAlias => (value & UserSlot.AliasBit) != 0;

    /// <summary>The user's; −1 for none.</summary>
    public int Ordinal => (int)(value >> UserSlot.OrdinalShift) - 1;

    public bool Active => (value & UserSlot.ActiveBit) != 0;

    public bool HasNotBefore => (value & UserSlot.NotBeforeBit) != 0;
}
