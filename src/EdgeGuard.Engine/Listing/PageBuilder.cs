using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>One page while it is filled: what was asked for, where it starts, and when it is full.</summary>
internal sealed class PageBuilder<T>
{
    private readonly ImmutableArray<T>.Builder _items = ImmutableArray.CreateBuilder<T>();
    private readonly Snapshot _snapshot;
    private readonly Hash128 _question;
    private readonly int _maxItems;
    private readonly int _maxRows;
    private int _rows;
    private string? _next;

    private PageBuilder(Snapshot snapshot, Hash128 question, PageRequest request, long now, Hash128 start)
    {
        _snapshot = snapshot;
        _question = question;
        _maxItems = Math.Max(1, request.MaxItems);
        _maxRows = Math.Max(1, request.MaxRows);
        Now = now;
        Start = start;
    }

    /// <summary>The instant that the list is of.</summary>
    public long Now { get; }

    /// <summary>Position of what was looked at last; the default at first.</summary>
    public Hash128 Start { get; }

    private bool IsFull => _items.Count >= _maxItems || _rows >= _maxRows;

    /// <summary>A page that goes on where the request's cursor says; null and why when it cannot.</summary>
    public static PageBuilder<T>? Open(Snapshot snapshot, QuestionHash question, PageRequest request, long now, out CursorRefusal refusal)
    {
        var hash = question.Of(snapshot.Hasher);
        refusal = CursorRefusal.None;
        if (request.Cursor is null)
            return new PageBuilder<T>(snapshot, hash, request, now, start: default);
        if (!Cursor.TryRead(snapshot.Hasher, request.Cursor, out var cursor))
            refusal = CursorRefusal.Unreadable;
        else if (cursor.Question != hash)
            refusal = CursorRefusal.OtherQuestion;
        else if (cursor.Epoch != snapshot.Epoch)
            refusal = CursorRefusal.OtherEpoch;
        else if (cursor.Version != snapshot.Version)
            refusal = CursorRefusal.OtherVersion;
        return refusal == CursorRefusal.None ? new PageBuilder<T>(snapshot, hash, request, cursor.Now, cursor.Position) : null;
    }

    public void Add(T item) => _items.Add(item);

    /// <summary>Counts rows that were looked at.</summary>
    public void Look(int rows = 1) => _rows = (int)Math.Min(int.MaxValue, (long)_rows + rows);

    /// <summary>True when the page ends here, with more to look at after <paramref name="position"/>.</summary>
    public bool EndsAfter(Hash128 position)
    {
        if (IsFull)
            _next = new Cursor(_snapshot.Epoch, _snapshot.Version, _question, Now, position).ToText(_snapshot.Hasher);
        return IsFull;
    }

    public PageResult<T> Build(bool everything = false) =>
        new(new Page<T>(_items.ToImmutable(), _next, Now) { Everything = everything }, CursorRefusal.None);

    /// <summary>The whole of a list in which there can be nothing.</summary>
    public PageResult<T> Nothing(Reason reason) => new(new Page<T>([], Next: null, Now) { Reason = reason }, CursorRefusal.None);
}
