using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Images;

/// <summary>Groups of one part.</summary>
internal sealed class LoadedGroups(GroupRow[] rows, Hash128 digest) : LoadedPart(ImageStage.Groups, digest)
{
    public GroupRow[] Rows => rows;
}
