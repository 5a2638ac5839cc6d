namespace EdgeGuard.Engine.Images;

/// <summary>Group sets of one part, with what is needed of each until the users are read.</summary>
/// <param name="blocks">The sets as the table keeps them.</param>
/// <param name="shared">Of each block whether it has sets of several users.</param>
/// <param name="sets">Each set.</param>
internal sealed class LoadedSets(byte[][] blocks, bool[] shared, LoadedSet[] sets) : LoadedPart(ImageStage.Sets, default)
{
    public byte[][] Blocks => blocks;

    public bool[] Shared => shared;

    public LoadedSet[] Sets => sets;
}
