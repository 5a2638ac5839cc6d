using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using EdgeGuard.EndToEnd.Tests.Environment;

namespace EdgeGuard.EndToEnd.Tests;

/// <summary>Who may use whom (src/ARCHITECTURE.md), read from the references of the published assemblies.</summary>
public sealed class DependencyTests
{
    private static readonly string[] Platform = ["System", "Microsoft.CSharp", "Microsoft.Win32", "netstandard", "mscorlib"];

    [Fact]
    public void Engine_ReferencesNothingButThePlatform() =>
        References("EdgeGuard.Edge", "EdgeGuard.Engine.dll").ShouldAllBe(name => Platform.Any(p => name == p || name.StartsWith(p + ".")));

    [Fact]
    public void Sync_KnowsNoHost() =>
        References("EdgeGuard.Edge", "EdgeGuard.Sync.dll").ShouldNotContain(name => name.StartsWith("Microsoft.AspNetCore") || name.StartsWith("edgeguard"));

    [Theory]
    [InlineData("EdgeGuard.Edge", "edgeguard-edge.dll", "edgeguard-scim")]
    [InlineData("EdgeGuard.Scim", "edgeguard-scim.dll", "edgeguard-edge")]
    [InlineData("EdgeGuard.Cli", "edgeguard.dll", "edgeguard-edge")]
    [InlineData("EdgeGuard.Cli", "edgeguard.dll", "edgeguard-scim")]
    public void Program_DoesNotReferenceAnother(string project, string assembly, string other) =>
        References(project, assembly).ShouldNotContain(other);

    [Theory]
    [InlineData("EdgeGuard.Edge")]
    [InlineData("EdgeGuard.Scim")]
    public void Host_DoesNotShipGarnet(string project) =>
        Directory.GetFiles(Programs.Folder(project), "*arnet*.dll").ShouldBeEmpty();

    private static List<string> References(string project, string assembly)
    {
        using var file = File.OpenRead(Path.Combine(Programs.Folder(project), assembly));
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
