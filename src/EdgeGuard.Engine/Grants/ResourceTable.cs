namespace EdgeGuard.Engine.Grants;

/// <summary>Resources, where they lie, and the grants on them. Persistent.</summary>
internal sealed class ResourceTable
{
    public ResourceTable Thaw(long owner) => this;
}
