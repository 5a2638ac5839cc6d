using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Dev;

/// <summary>One setting over those that <c>dev</c> gives a child.</summary>
/// <param name="Child">Name of the child.</param>
/// <param name="Variable">The key as an environment variable: <c>EdgeGuard__TokenCache__MaxEntries</c>.</param>
/// <param name="Value">Its value.</param>
internal sealed record ChildSetting(string Child, string Variable, string Value)
{
    /// <summary>Reads the value of <c>--set</c>: <c>CHILD:KEY=VALUE</c>, the key's parts parted by <c>:</c> or <c>__</c>.</summary>
    /// <exception cref="CliException">It is something else.</exception>
    public static ChildSetting Parse(string text) =>
        text.Split('=', 2) is [var name, var value] && name.Split(':', 2) is [{ Length: > 0 } child, { Length: > 0 } key]
            ? new ChildSetting(child, key.Replace(":", "__", StringComparison.Ordinal), value)
            : throw new CliException($"--set {text}: expected CHILD:KEY=VALUE, such as edge-1:EdgeGuard:TokenCache:MaxEntries=1000.");
}
