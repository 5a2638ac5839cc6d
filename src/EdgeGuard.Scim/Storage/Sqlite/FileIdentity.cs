using System.Runtime.InteropServices;

namespace EdgeGuard.Scim.Storage.Sqlite;

/// <summary>
/// Which file a path leads to (FENCE A1): whoever puts another one in its place leaves the writer with one that nobody will find again.
/// Known on Linux only. Immutable, comparable by value.
/// </summary>
internal readonly record struct FileIdentity(uint DeviceMajor, uint DeviceMinor, ulong Inode)
{
    private const int CurrentFolder = -100;
    private const uint WantInode = 0x100;

    /// <summary>Null when there is no such file, or the system does not say.</summary>
    public static FileIdentity? Of(string path)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        try
        {
            return Read(CurrentFolder, path, flags: 0, WantInode, out var status) == 0
                ? new FileIdentity(status.DeviceMajor, status.DeviceMinor, status.Inode)
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // A C library older than the call.
        }
    }

    [DllImport("libc", EntryPoint = "statx", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Read(int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, out Status status);

    /// <summary>The kernel's <c>struct statx</c>, the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private readonly struct Status
    {
        [FieldOffset(32)]
        public readonly ulong Inode;

        [FieldOffset(136)]
        public readonly uint DeviceMajor;

        [FieldOffset(140)]
        public readonly uint DeviceMinor;
    }
}
