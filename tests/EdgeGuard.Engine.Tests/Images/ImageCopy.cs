using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Images;

/// <summary>An image with the rows around it, as something that keeps it has it.</summary>
internal sealed record ImageCopy(List<Change> Before, List<(ImageStage Stage, byte[] Bytes)> Parts, List<Change> After)
{
    public static ImageCopy Of(Snapshot state)
    {
        var image = new StateImage(state);
        return new([.. image.RowsBefore], [.. image.Parts().Select(part => (part.Stage, part.Bytes.ToArray()))], [.. image.RowsAfter]);
    }

    /// <summary>The state that a process reads which has only this.</summary>
    public static Snapshot RoundTrip(Snapshot state) => Of(state).Read(state).ShouldNotBeNull();

    /// <summary>The state, with epoch and version of <paramref name="like"/>; null when a part is refused, or a row after the image.</summary>
    public Snapshot? Read(Snapshot like)
    {
        var builder = Snapshot.Empty(like.Hasher, default).ToBuilder();
        foreach (var row in Before)
            builder.TryApply(row, out var fault).ShouldBeTrue(fault);
        return FaultOf(builder) is null && After.TrueForAll(row => builder.TryApply(row, out _)) ? builder.Build(like.Epoch, like.Version) : null;
    }

    public string? Fault(Snapshot like)
    {
        var builder = Snapshot.Empty(like.Hasher, default).ToBuilder();
        foreach (var row in Before)
            builder.TryApply(row, out var fault).ShouldBeTrue(fault);
        return FaultOf(builder);
    }

    private string? FaultOf(SnapshotBuilder builder)
    {
        var load = new ImageLoad(builder);
        // Two in turn, as of two threads.
        ImageReader[] readers = [load.NewReader(), load.NewReader()];
        foreach (var (index, (stage, bytes)) in Parts.Index())
        {
            var part = readers[index % 2].Read(new ImagePart(stage, bytes), out var fault);
            (part is null).ShouldBe(fault is not null);
            if ((fault ?? load.Add(part!)) is { } refusal)
                return refusal;
        }

        return load.Finish();
    }
}
