using Microsoft.AspNetCore.Http.HttpResults;

namespace EdgeGuard.Scim.Admin;

/// <summary>The refusals of the admin API.</summary>
internal static class AdminProblems
{
    /// <summary>The fence failed. What the request wrote stays: it goes through the fence again when it is sent again.</summary>
    public static ProblemHttpResult Unconfirmed => TypedResults.Problem(
        "It could not be confirmed in time that every edge enforces what this answer would show. Nothing is rolled back: send the request again.",
        statusCode: StatusCodes.Status503ServiceUnavailable);

    public static ProblemHttpResult NotFound(string what) => TypedResults.Problem($"There is no such {what}.", statusCode: StatusCodes.Status404NotFound);

    public static ProblemHttpResult Invalid(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static ProblemHttpResult Conflict(string detail) => TypedResults.Problem(detail, statusCode: StatusCodes.Status409Conflict);
}
