using System.Text;

namespace EdgeGuard.Cli.Dev;

/// <summary>One child's output, bounded: at <see cref="MaxBytes"/> it becomes <c>{name}.log.old</c> and a new one begins.</summary>
internal sealed class LogFile : IDisposable
{
    public const long MaxBytes = 16 * 1024 * 1024;
    private const int TailBytes = 8 * 1024;

    private readonly Lock _gate = new();
    private readonly string _path;
    private FileStream _file;

    public LogFile(string path)
    {
        _path = path;
        _file = Open();
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_file.Length + bytes.Length > MaxBytes)
            {
                _file.Dispose();
                File.Move(_path, $"{_path}.old", overwrite: true);
                _file = Open();
            }

            _file.Write(bytes);
            _file.Flush();
        }
    }

    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes($"--- {line}\n"));

    /// <summary>The last <paramref name="lines"/> lines, for a message.</summary>
    public string Tail(int lines)
    {
        lock (_gate)
        {
            using var reader = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            reader.Seek(-Math.Min(reader.Length, TailBytes), SeekOrigin.End);
            var text = new StreamReader(reader).ReadToEnd().TrimEnd().Split('\n');
            return string.Join('\n', text.TakeLast(lines));
        }
    }

    public void Dispose() => _file.Dispose();

    private FileStream Open() => new(_path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
}
