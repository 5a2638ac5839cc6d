namespace EdgeGuard.Testing;

/// <summary>What a <see cref="TcpRelay"/> does with what it is given.</summary>
public enum RelayMode
{
    /// <summary>Everything passes.</summary>
    Pass,

    /// <summary>
    /// Connections are accepted and kept, and nothing arrives on either side, not even an end: what a dropped route looks like. When
    /// the mode changes again, connections that lost something are reset; the others go on.
    /// </summary>
    BlackHole,

    /// <summary>Open connections are reset at once, new ones as soon as they are made.</summary>
    Reset,

    /// <summary>Everything passes, each piece held back for <see cref="TcpRelay.Delay"/>.</summary>
    Delay,
}
