namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>The kinds of value that JSON has.</summary>
public enum DocumentNodeKind : byte
{
    Null = 0,
    Boolean = 1,
    Number = 2,
    Text = 3,
    List = 4,
    Map = 5,
}
