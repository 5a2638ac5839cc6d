namespace EdgeGuard.Sync.DiskCopies;

/// <summary>Why a copy was not used; a closed set, so that it can be a metric's tag.</summary>
internal enum DiskCopyFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>There is no file: a first start.</summary>
    Missing = 1,

    /// <summary>The system does not let it be read.</summary>
    Unreadable = 2,

    /// <summary>The file is something else.</summary>
    NoCopy = 3,

    /// <summary>Written by another release, in a form that this one does not read.</summary>
    UnknownFormat = 4,

    /// <summary>Written under another environment key.</summary>
    OtherEnvironment = 5,

    /// <summary>Cut short, altered, or put together from several.</summary>
    Damaged = 6,
}
