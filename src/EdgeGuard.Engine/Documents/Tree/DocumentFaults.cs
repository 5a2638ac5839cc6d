namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Collects every fault and warning of a run over documents, up to <see cref="Most"/> of each. One thread at a time.</summary>
public sealed class DocumentFaults
{
    /// <summary>Faults that are kept; more would help nobody.</summary>
    public const int Most = 1000;

    private readonly List<DocumentFault> _all = [];
    private readonly List<DocumentFault> _warnings = [];

    /// <summary>How many were found, those not kept included.</summary>
    public int Count { get; private set; }

    /// <summary>In the order in which they were found.</summary>
    public IReadOnlyList<DocumentFault> All => _all;

    /// <summary>What is valid and yet hardly meant, in the order in which it was found.</summary>
    public IReadOnlyList<DocumentFault> Warnings => _warnings;

    /// <summary>True while nothing is wrong; warnings are nothing wrong.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>Notes a fault.</summary>
    public void Add(DocumentPlace place, string message)
    {
        Count++;
        if (_all.Count < Most)
            _all.Add(new DocumentFault(place, message));
    }

    /// <summary>Notes something that is valid and yet hardly meant.</summary>
    public void Warn(DocumentPlace place, string message)
    {
        if (_warnings.Count < Most)
            _warnings.Add(new DocumentFault(place, message));
    }
}
