using System.Net;
using System.Net.Sockets;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class PortAllocatorTests
{
    [Fact]
    public void Any_ManyTimes_GivesDistinctPortsOfItsRange()
    {
        var ports = new PortAllocator(new Random(1));

        var given = Enumerable.Range(0, 50).Select(_ => ports.Any()).ToList();

        given.ShouldBeUnique();
        given.ShouldAllBe(port => port >= PortAllocator.First && port < PortAllocator.Last);
    }

    [Fact]
    public void Any_SameRandomNumbersWhileThePortIsTaken_GivesAnother()
    {
        var first = new PortAllocator(new Random(2)).Any();
        using var taken = new TcpListener(IPAddress.Loopback, first);
        taken.Start();

        new PortAllocator(new Random(2)).Any().ShouldNotBe(first);
    }

    [Fact]
    public void Prefer_FreePort_GivesItOnce()
    {
        var wanted = new PortAllocator(new Random(3)).Any();
        var ports = new PortAllocator(new Random(4));

        ports.Prefer(wanted).ShouldBe(wanted);
        ports.Prefer(wanted).ShouldNotBe(wanted);
    }

    [Fact]
    public void Prefer_TakenPort_GivesAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        new PortAllocator(new Random(5)).Prefer(port).ShouldNotBe(port);
    }
}
