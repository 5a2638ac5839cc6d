namespace EdgeGuard.Sync;

/// <summary>Log event ids of this assembly: 1000 to 1999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
    public const int PublishingFailed = 1001;
    public const int PublishingResumed = 1002;
    public const int RedisReset = 1003;
    public const int HistoryLost = 1004;
    public const int SnapshotWritten = 1010;
    public const int SnapshotWritingFailed = 1011;
    public const int StateDamaged = 1012;

    public const int FollowingFailed = 1101;
    public const int FollowingResumed = 1102;
    public const int SnapshotLoaded = 1103;
    public const int SnapshotUnusable = 1104;
    public const int MessageRefused = 1105;
    public const int EntryRefused = 1106;
    public const int SubscriptionSilent = 1107;
    public const int SnapshotDistrusted = 1108;
    public const int SnapshotTrustedAgain = 1109;
    public const int ObserverFailed = 1110;
    public const int SubscriptionHeard = 1111;
    public const int FetchFailed = 1112;
    public const int FetchResumed = 1113;
    public const int FollowerFailed = 1114;
    public const int ObserverSucceeded = 1115;
    public const int ObserverFailedAgain = 1116;

    public const int LeaseRuns = 1201;
    public const int LeaseEnded = 1202;
    public const int LeaseMoved = 1203;
    public const int LeaseReleased = 1204;
    public const int LeaseClientFailed = 1205;
    public const int LeaseLinkBroken = 1211;
    public const int LeaseLinkRestored = 1212;
    public const int LeaseKeyRefused = 1213;
    public const int LeaseLinkFailed = 1214;

    public const int DiskCopyLoaded = 1301;
    public const int DiskCopyRefused = 1302;
    public const int DiskCopyWritten = 1303;
    public const int DiskCopyFailed = 1304;
    public const int DiskCopyResumed = 1305;
}
