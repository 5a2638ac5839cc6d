namespace EdgeGuard.Engine.Images;

/// <summary>A piece of an image, of some ten thousand bytes unless single rows are larger.</summary>
/// <param name="Stage">What it holds.</param>
/// <param name="Bytes">How. Whoever keeps them has to see that they come back whole and in order.</param>
public readonly record struct ImagePart(ImageStage Stage, ReadOnlyMemory<byte> Bytes);
