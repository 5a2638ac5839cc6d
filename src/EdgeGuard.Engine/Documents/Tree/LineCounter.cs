using System.Text;

namespace EdgeGuard.Engine.Documents.Tree;

/// <summary>Turns offsets into lines and columns, in one pass over the text: offsets must be asked for in ascending order.</summary>
internal ref struct LineCounter(ReadOnlySpan<byte> utf8, int firstLine)
{
    private readonly ReadOnlySpan<byte> _utf8 = utf8;
    private int _counted;
    private int _line = firstLine;
    private int _column = 1;

    public DocumentPosition At(int offset)
    {
        while (_utf8[_counted..offset].IndexOf((byte)'\n') is >= 0 and var rest)
        {
            _counted += rest + 1;
            _line++;
            _column = 1;
        }

        _column += Encoding.UTF8.GetCharCount(_utf8[_counted..offset]);
        _counted = offset;
        return new DocumentPosition(_line, _column);
    }
}
