using System.Globalization;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>What is missing, and what would supply it, as text.</summary>
internal static class MissingText
{
    public static void Add(TextLines lines, int level, Missing missing, Explanation explanation)
    {
        lines.Add(level, Sentence(missing, explanation));
        if (missing.OneOf.IsEmpty)
        {
            lines.Add(level + 1, "Nothing that could be added would help.");
            return;
        }

        var one = missing.OneOf.Length == 1 && missing.Others == 0;
        lines.Add(level + 1, one ? "This would do: " + Offer(missing.OneOf[0]) : "One of these would do:");
        if (one)
            return;
        foreach (var addition in missing.OneOf)
            lines.Add(level + 2, "- " + Offer(addition));
        if (missing.Others > 0)
            lines.Add(level + 2, string.Create(CultureInfo.InvariantCulture, $"- or {missing.Others} more"));
    }

    private static string Sentence(Missing missing, Explanation explanation) => missing.Kind switch
    {
        MissingKind.Tenant => "The tenant is not known.",
        MissingKind.Resumption when missing.Name == explanation.Tenant => $"Tenant {missing.Name} is suspended.",
        MissingKind.Resumption => $"Tenant {missing.Name}, above this one, is suspended.",
        MissingKind.User when explanation.Home is { } home => $"The user belongs to tenant {home}, which is neither this one nor above it.",
        MissingKind.User => "Nobody is known by this subject key.",
        MissingKind.Activation => "The user is not active.",
        MissingKind.FreshToken => $"The token was issued at {Names.Instant(explanation.Claim.IssuedAt)}, and only those issued after {Names.Instant(explanation.NotBefore)} count.",
        MissingKind.ValidQuestion => "This is not a question that can be answered.",
        MissingKind.RoleDefinition => $"Nobody defines a role {missing.Name} that counts here.",
        MissingKind.Role => $"The user does not hold role {missing.Name} here.",
        MissingKind.Permission => $"Nothing gives the user permission {missing.Name} here.",
        _ when missing.Name == explanation.Question.Name && explanation.Question.Kind == Decisions.QuestionKind.Feature => $"Nothing gives feature {missing.Name} here.",
        _ => "None of the features that the permission is linked to is given here.",
    };

    private static string Offer(Addition addition) => addition.Kind switch
    {
        AdditionKind.CreateTenant => "create the tenant",
        AdditionKind.ResumeTenant => $"resume tenant {addition.Name}",
        AdditionKind.CreateUser => "create the user in this tenant, by its directory",
        AdditionKind.ActivateUser => "activate the user",
        AdditionKind.SignIn => "sign in again",
        AdditionKind.DefineRole => $"define a global role {addition.Name}",
        AdditionKind.AssignRole => $"give the user role {addition.Name}{Where(addition)}",
        AdditionKind.ExtendRole => $"let role {addition.Name}, which the user is given, count now",
        AdditionKind.AssignPermission => $"give the user permission {addition.Name}",
        AdditionKind.ExtendPermission => $"let permission {addition.Name}, which the user is given, count now",
        AdditionKind.Grant => $"grant the user permission {addition.Name} on the resource",
        AdditionKind.ExtendGrant => $"let the user's grant of {addition.Name} on the resource count now",
        AdditionKind.GiveFeature => $"give the tenant feature {addition.Name}",
        AdditionKind.AssignPlan => $"give {Holder(addition)} plan {addition.Name}",
        AdditionKind.ExtendPlan => $"let plan {addition.Name}, which {Holder(addition)} is given, count here and now",
        AdditionKind.TurnFlagOn => $"turn on the flag of feature {addition.Name}",
        _ => "nothing",
    };

    private static string Where(Addition addition) => addition.Above.Length == 0 ? "" : $" in tenant {addition.Above}, above this one";

    private static string Holder(Addition addition)
    {
        if (addition.Change is not Change.PlanAssigned { Holder.Kind: HolderKind.Tenant })
            return "the user";
        return addition.Above.Length == 0 ? "the tenant" : $"tenant {addition.Above}, above this one,";
    }
}
