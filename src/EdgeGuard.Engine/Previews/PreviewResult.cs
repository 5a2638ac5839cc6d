namespace EdgeGuard.Engine.Previews;

/// <summary>A preview, or the change that cannot be made. Immutable.</summary>
/// <param name="Preview">Null when refused.</param>
/// <param name="Refused">Null when not refused.</param>
public readonly record struct PreviewResult(Preview? Preview, RefusedChange? Refused);
