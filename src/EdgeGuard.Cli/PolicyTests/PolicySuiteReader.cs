using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>Reads files into policy tests, and notes every fault of every file.</summary>
internal sealed class PolicySuiteReader
{
    private static readonly string[] Members = ["$schema", "name", "description", "state", "stateFrom", "changes", "now", "cases"];

    private readonly DocumentFaults _faults;
    private readonly DocumentReader _documents;
    private readonly List<TestState> _loaded = [];
    private readonly Dictionary<DocumentNode, (StateDocument Document, TestState? State)> _states = new(ReferenceEqualityComparer.Instance);

    public PolicySuiteReader(DocumentFaults faults)
    {
        _faults = faults;
        _documents = new DocumentReader(faults);
    }

    /// <summary>Every state read so far, whether or not a case asks of it.</summary>
    public IReadOnlyList<TestState> States => _loaded;

    /// <summary>The tests of a file. State documents in it give none.</summary>
    public IEnumerable<PolicyTest> Read(string path)
    {
        DocumentValue? state = null;
        foreach (var document in _documents.Read(path))
        {
            if (IsState(document.Node))
            {
                state = document;
                StateOf(document);
            }
            else if (Test(document, path, state) is { } test)
            {
                yield return test;
            }
        }
    }

    private static bool IsState(DocumentNode node) => node.Find("cases") is null && StateDocumentReader.Sections.Any(section => node.Find(section) is not null);

    private PolicyTest? Test(DocumentValue value, string path, DocumentValue? before)
    {
        if (value.Map(Members) is not { } document)
            return null;
        document.Find("$schema")?.AnyText();
        document.Find("description")?.AnyText();
        var name = document.Text("name");
        var now = document.Instant("now");
        var state = TestStateOf(document, path, before);
        var reader = new CaseReader(now, state is { HasInstants: true } && !document.Has("now"));
        var cases = document.Required("cases") is { } list ? list.Items().SelectMany(reader.Read).ToList() : [];
        return state is null ? null : new PolicyTest(name, state, cases);
    }

    private TestState? TestStateOf(DocumentObject document, string path, DocumentValue? before)
    {
        if (document.Has("state") && document.Has("stateFrom"))
        {
            document.Refuse("\"state\" and \"stateFrom\" are both given.");
            return null;
        }

        DocumentValue? source = document.Find("state") ?? (document.Find("stateFrom") is { } from ? From(from, path) : before);
        if (source is not { } found)
        {
            if (!document.Has("stateFrom"))
                document.Refuse("\"state\" is missing (or \"stateFrom\", or a state document before this one in the file).");
            return null;
        }

        var (state, ready) = StateOf(found);
        if (document.Find("changes") is not { } changes)
            return ready;

        var count = _faults.Count;
        var changed = StateDocumentReader.Read(changes);
        return ready is null || _faults.Count > count ? null : Load(state.With(changed));
    }

    private DocumentValue? From(DocumentValue from, string path)
    {
        if (from.Text() is not { } relative)
            return null;
        var file = Path.Combine(Path.GetDirectoryName(path) ?? "", relative);
        if (!File.Exists(file))
        {
            from.Refuse($"There is no file {file}.");
            return null;
        }

        var count = _faults.Count;
        var documents = _documents.Read(file);
        if (documents.Count > 0 && IsState(documents[0].Node))
            return documents[0];
        if (_faults.Count == count)
            from.Refuse($"{file} does not begin with a state document.");
        return null;
    }

    private (StateDocument Document, TestState? State) StateOf(DocumentValue value)
    {
        if (_states.TryGetValue(value.Node, out var known))
            return known;
        var count = _faults.Count;
        var document = StateDocumentReader.Read(value);
        TestState? state = null;
        if (_faults.Count == count)
            state = Load(document);
        else
            StateReferences.Check(document, _faults);
        _states.Add(value.Node, (document, state));
        return (document, state);
    }

    private TestState? Load(StateDocument document)
    {
        var faults = new DocumentFaults();
        var state = TestState.Load(document, faults);
        foreach (var fault in faults.All)
            _faults.Add(fault.Place, fault.Message);
        if (state is not null)
            _loaded.Add(state);
        return state;
    }
}
