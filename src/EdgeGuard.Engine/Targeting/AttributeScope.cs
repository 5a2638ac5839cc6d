namespace EdgeGuard.Engine.Targeting;

/// <summary>All attributes that one decision reads. Lives for one decision.</summary>
/// <param name="request">What the question brings along; null for nothing.</param>
/// <param name="directory">What the directory knows of the user; null for nothing.</param>
internal readonly ref struct AttributeScope(AttributeSet? request, AttributeSet? directory)
{
    private static readonly AttributeValue Missing;

    private readonly AttributeSet _request = request ?? AttributeSet.Empty;

    /// <summary>The value, missing for none. Does not allocate.</summary>
    public ref readonly AttributeValue Find(in AttributeName name)
    {
        int place;
        switch (name.Place)
        {
            case AttributePlace.Subject:
                if (directory is not null && (place = directory.Custom.Find(name.Key)) >= 0)
                    return ref directory.Custom.At(place);
                if (name.Derived >= 0)
                    return ref _request.Derived[name.Derived];
                return ref Missing;
            case AttributePlace.Claims when (place = _request.Claims.Find(name.Key)) >= 0:
                return ref _request.Claims.At(place);
            default:
                if ((place = _request.Custom.Find(name.Full)) >= 0)
                    return ref _request.Custom.At(place);
                return ref Missing;
        }
    }
}
