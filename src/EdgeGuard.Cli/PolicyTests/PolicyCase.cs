using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>One question and what it expects. A case of a document that has lists in it makes several.</summary>
internal sealed record PolicyCase
{
    /// <summary>What its author calls it; null for nothing.</summary>
    public required string? Name { get; init; }

    public required DocumentPlace Place { get; init; }

    public required string Tenant { get; init; }

    public required SubjectName Subject { get; init; }

    public required Question Question { get; init; }

    /// <summary>Unix milliseconds, or <see cref="SubjectClaim.NoToken"/>.</summary>
    public required long IssuedAt { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long Now { get; init; }

    public required Expected Expected { get; init; }

    /// <summary>What is asked, in words.</summary>
    public string Asked
    {
        get
        {
            var kind = Question.Kind switch { QuestionKind.Permission => "permission", QuestionKind.Role => "role", _ => "feature" };
            var on = Question.Resource == default ? "" : $" on {Question.Resource.Type} {Question.Resource.Id}";
            return $"{kind} {Question.Name}{on} for {Subject} at {Tenant}";
        }
    }
}
