using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Decisions;

/// <summary>What is asked about a subject. <see cref="Name"/> is compared by UTF-16 code unit (SEMANTICS section 5). Immutable.</summary>
public readonly record struct Question(QuestionKind Kind, string Name)
{
    /// <summary>The resource that a permission is asked for; the default for none. Any other kind of question with one is invalid.</summary>
    public ResourceName Resource { get; init; }

    /// <summary>What rules read beside the directory's attributes; null for nothing.</summary>
    public AttributeSet? Attributes { get; init; }

    /// <summary>May the subject do this? A <c>*</c> in the requested name is a literal (SEMANTICS section 7).</summary>
    public static Question Permission(string name) => new(QuestionKind.Permission, name);

    /// <summary>May the subject do this to that resource?</summary>
    public static Question PermissionOn(string name, ResourceName resource) => new(QuestionKind.Permission, name) { Resource = resource };

    /// <summary>Does the subject hold this role?</summary>
    public static Question Role(string name) => new(QuestionKind.Role, name);

    /// <summary>Is the subject entitled to this feature?</summary>
    public static Question Feature(string name) => new(QuestionKind.Feature, name);
}
