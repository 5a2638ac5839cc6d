namespace EdgeGuard.Edge.Sessions;

/// <summary>A request's place in one list of <see cref="OpenRequests"/>; written only under the lock of its stripe.</summary>
internal struct RequestLink
{
    public OpenRequest? Previous;
    public OpenRequest? Next;
}
