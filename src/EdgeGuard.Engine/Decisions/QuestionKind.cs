namespace EdgeGuard.Engine.Decisions;

/// <summary>The kinds of question.</summary>
public enum QuestionKind : byte
{
    /// <summary>Nothing was asked: such a question is always denied as <see cref="Reason.InvalidRequest"/>.</summary>
    None = 0,
    Permission = 1,
    Role = 2,
    Feature = 3,
}
