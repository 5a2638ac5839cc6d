namespace EdgeGuard.Engine.Listing;

/// <summary>Why a list cannot go on from a cursor. A list never starts again by itself.</summary>
public enum CursorRefusal : byte
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>No cursor of this environment: cut, changed or made up.</summary>
    Unreadable = 1,

    /// <summary>A cursor of another list, or of the same with other parameters.</summary>
    OtherQuestion = 2,

    /// <summary>History was replaced since.</summary>
    OtherEpoch = 3,

    /// <summary>The snapshot is of another version than the list: ask the one of that version, or start again.</summary>
    OtherVersion = 4,
}
