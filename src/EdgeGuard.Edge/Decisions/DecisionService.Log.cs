using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Decisions;

internal sealed partial class DecisionService
{
    private static partial class Log
    {
        [LoggerMessage(EventIds.CheckAnswered, LogLevel.Debug, "Answered check {DecisionId:x16}: {Reason} at version {Version}.")]
        public static partial void CheckAnswered(ILogger logger, ulong decisionId, Reason reason, long version);
    }
}
