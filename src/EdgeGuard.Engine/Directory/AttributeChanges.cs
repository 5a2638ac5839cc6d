using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Directory;

/// <summary>Applies changes of what the directory knows of users. Each method answers the broken rule, or null.</summary>
internal sealed class AttributeChanges(SnapshotModel model)
{
    public string? Apply(Change.UserAttributesPut put)
    {
        var user = model.Users.FindById(put.User);
        if (user < 0)
            return "an unknown user";
        if (StateText.Fault(put.Attributes, "the text of a user's attributes", StateLimits.MaxAttributes) is { } textFault)
            return textFault;
        if (!AttributeSet.TryParseDirectory(put.Attributes, out var set, out var fault))
            return fault;

        TakeOut(user);
        model.Users.SetExtras(user, (model.Users.ExtrasOf(user) ?? UserExtras.None) with { AttributesPut = put, Attributes = set });
        model.Digest += RowDigest.Attributes(model.Hasher, put.User, put.Attributes);
        return null;
    }

    public string? Apply(Change.UserAttributesRemoved removed)
    {
        var user = model.Users.FindById(removed.User);
        if (user < 0)
            return "an unknown user";
        if (TakeOut(user) is { } extras)
            model.Users.SetExtras(user, extras with { AttributesPut = null, Attributes = null });
        return null;
    }

    /// <summary>Takes the user's row out of the digest and gives what it was among; null when there is none.</summary>
    private UserExtras? TakeOut(int user)
    {
        if (model.Users.ExtrasOf(user) is not { AttributesPut: { } old } extras)
            return null;
        model.Digest -= RowDigest.Attributes(model.Hasher, old.User, old.Attributes);
        return extras;
    }
}
