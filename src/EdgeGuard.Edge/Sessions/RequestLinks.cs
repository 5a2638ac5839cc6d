using System.Runtime.CompilerServices;

namespace EdgeGuard.Edge.Sessions;

/// <summary>A request's places in the lists that it is in at once.</summary>
[InlineArray(Count)]
internal struct RequestLinks
{
    public const int User = 0;
    public const int Subject = 1;
    public const int Tenant = 2;
    public const int Expiry = 3;
    public const int Session = 4;
    private const int Count = 5;

    private RequestLink _first;
}
