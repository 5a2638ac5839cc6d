namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>Mistakes planted around the product's state machines, one at a time, to prove that the model would see them.</summary>
internal enum Fault
{
    None,

    // The fifteen of FENCE section 5.
    LeaseFromArrival,
    StaleRead,
    NoFloor,
    NoRecordBeforeSending,
    RecordByEdgeId,
    GrantDischarges,
    LeaseFromDisk,
    SameIncarnationAfterRestart,
    NoOpRetry,
    OnlyOwnScimAsked,
    WaitOneUnitShort,
    DeadRowDroppedEarly,
    NoRowInDatabase,
    RowInsertedInsideTick,
    ConfirmedByUrl,

    // Of the subjects that the sketch did not explore.
    WaitWithoutMargin,
    ReportBeforeCut,
    ProofBeforeCut,
    RecordDroppedWithConnection,
    LeaveWithoutEndingLease,
    RetiredWithRunningLeases,
    LeaseKeptAcrossEpochs,
    NewEpochWithoutMark,
    WatermarkAcrossEpochs,
    WaitsFollowReductionAtOnce,
    ReductionWithoutRevision,
    SnapshotGoesBack,
}
