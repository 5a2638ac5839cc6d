namespace EdgeGuard.Cli.Dev;

/// <summary>Something that happened to a child.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">To which child.</param>
/// <param name="Text">Continues a sentence that begins with the name.</param>
internal readonly record struct SupervisorEvent(SupervisorEventKind Kind, string Name, string Text);
