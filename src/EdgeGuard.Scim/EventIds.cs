namespace EdgeGuard.Scim;

/// <summary>Log event ids of this assembly: 3000 to 3999, stable once released, described in deploy/operations/events.md.</summary>
internal static class EventIds
{
    public const int StoreOpened = 3000;
    public const int StoreClosed = 3001;
    public const int CommitFailed = 3010;
    public const int UsageNotMarked = 3011;
    public const int WriterEnded = 3012;
    public const int RequestFailed = 3020;
    public const int ReportedEnforced = 3030;
    public const int ReportedNotConfirmed = 3031;
    public const int BackgroundFenceFailed = 3032;

    public const int TicksFail = 3100;
    public const int TicksResumed = 3101;
    public const int RowLeft = 3102;
    public const int Swept = 3103;
    public const int SweepFailed = 3104;
    public const int FenceFailed = 3110;
    public const int ScimsNotRead = 3111;
    public const int ScimNotAnswering = 3112;
    public const int PeerKeyMissing = 3113;
    public const int EdgeRefused = 3120;
    public const int EdgeKeyNotRead = 3121;
    public const int HistoryMissing = 3130;
    public const int EpochStarted = 3131;
    public const int EpochNotStarted = 3132;
    public const int WitnessDismissed = 3133;
}
