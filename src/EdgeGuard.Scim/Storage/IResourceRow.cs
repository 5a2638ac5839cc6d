namespace EdgeGuard.Scim.Storage;

/// <summary>What the rows of users and groups have in common.</summary>
internal interface IResourceRow
{
    /// <summary>Internal row number: the order of creation.</summary>
    long Row { get; }

    string Id { get; }

    /// <summary>Counts the changes of the resource; the ETag.</summary>
    long Revision { get; }
}
