using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGuard.Scim.Admin;

/// <summary>The refusals of the admin API.</summary>
internal static class AdminProblems
{
    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem($"There is no such {what}.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Invalid(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);
}
