using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Sync.DiskCopies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Tests.Configuration;

public sealed class DiskCopySettingsTests
{
    [Fact]
    public async Task Start_NoPath_KeepsNoCopy()
    {
        await using var rig = await EdgeRig.StartAsync();

        rig.Services.GetRequiredService<IOptions<DiskCopyOptions>>().Value.Path.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/nowhere/at/all")]
    [InlineData("/tmp")]
    public async Task Start_NoPlaceForAFile_FailsWithItsKey(string path)
    {
        var thrown = await Should.ThrowAsync<OptionsValidationException>(() => EdgeRig.StartAsync($"EdgeGuard:DiskCopy:Path={path}"));

        thrown.Failures.ShouldHaveSingleItem().ShouldStartWith("EdgeGuard:DiskCopy:Path:");
    }
}
