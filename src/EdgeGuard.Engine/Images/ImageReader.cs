namespace EdgeGuard.Engine.Images;

/// <summary>
/// Reads the parts of an image: what is costly of a load, and can be done for several parts of one stage side by side, by a reader for each
/// thread (<see cref="ImageLoad.NewReader"/>). Never throws for the content of a part.
/// </summary>
public sealed class ImageReader
{
    private readonly ImageLoad _load;

    // Made when their stage comes.
    private GroupsReader? _groups;
    private SetsReader? _sets;
    private UsersReader? _users;
    private KeysReader? _keys;

    internal ImageReader(ImageLoad load) => _load = load;

    /// <summary>What the sets that it read count; null when it read none.</summary>
    internal MemberCounts? Counts => _sets?.Counts;

    /// <summary>
    /// Reads one part. All parts of earlier stages have to be added before. Null when it is not well formed, and then
    /// <paramref name="fault"/> says how.
    /// </summary>
    public LoadedPart? Read(in ImagePart part, out string? fault)
    {
        LoadedPart? read = null;
        var bytes = part.Bytes.Span;
        fault = part.Stage switch
        {
            ImageStage.Groups => (_groups ??= new GroupsReader(_load)).Read(bytes, out read),
            ImageStage.Sets => (_sets ??= new SetsReader(_load)).Read(bytes, out read),
            ImageStage.Users => (_users ??= new UsersReader(_load)).Read(bytes, out read),
            ImageStage.Keys => (_keys ??= new KeysReader(_load)).Read(bytes, out read),
            _ => "an unknown stage",
        };
        return fault is null ? read : null;
    }
}
