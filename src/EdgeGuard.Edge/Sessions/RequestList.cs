namespace EdgeGuard.Edge.Sessions;

/// <summary>Doubly linked lists whose nodes are the requests themselves. The caller holds the lock of the stripe.</summary>
internal static class RequestList
{
    public static void Push(ref OpenRequest? head, OpenRequest request, int link)
    {
        request.Links[link] = new RequestLink { Next = head };
        if (head is not null)
            head.Links[link].Previous = request;
        head = request;
    }

    public static void Unlink(ref OpenRequest? head, OpenRequest request, int link)
    {
        var (previous, next) = (request.Links[link].Previous, request.Links[link].Next);
        if (previous is null)
            head = next;
        else
            previous.Links[link].Next = next;
        if (next is not null)
            next.Links[link].Previous = previous;
        request.Links[link] = default;
    }

    public static void CopyTo(OpenRequest? head, int link, List<OpenRequest> found)
    {
        for (var request = head; request is not null; request = request.Links[link].Next)
            found.Add(request);
    }
}
