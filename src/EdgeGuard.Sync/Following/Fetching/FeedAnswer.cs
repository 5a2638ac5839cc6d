namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>How one reading of a feed ended: with something, with nothing, or with a failure.</summary>
internal readonly record struct FeedAnswer(ILogFeed Feed, Delivery? Delivery, Exception? Failure);
