using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.V1;
using Grpc.Core;
using SubjectKind = EdgeGuard.V1.SubjectKind;

namespace EdgeGuard.Edge.Decisions;

/// <summary>
/// Reads the parts of a check, or refuses the call as <c>INVALID_ARGUMENT</c> with the name of the field. Stateless; does not
/// allocate for a well-formed check.
/// </summary>
internal static class CheckReader
{
    /// <summary>Refuses a check that is no question. <paramref name="index"/>: its place in a batch, −1 alone.</summary>
    /// <exception cref="RpcException">A field is missing, too long or out of range.</exception>
    public static void Require(CheckRequest check, int index)
    {
        if (check.Tenant.Length > CheckLimits.MaxTenantLength)
            ThrowTooLong(index, "tenant", CheckLimits.MaxTenantLength);
        switch (check.WhoCase)
        {
            case CheckRequest.WhoOneofCase.Subject:
                RequireSubject(check, index);
                break;
            case CheckRequest.WhoOneofCase.Token:
                break;
            default:
                Throw(index, "subject", "a subject or a token is required");
                break;
        }

        var (field, name) = NameOf(check);
        if (field.Length == 0)
            Throw(index, "permission", "a permission, role or feature is required");
        if (name.Length == 0)
            Throw(index, field, "must not be empty");
        if (name.Length > CheckLimits.MaxNameLength)
            ThrowTooLong(index, field, CheckLimits.MaxNameLength);
    }

    /// <summary>The question of a check that <see cref="Require"/> let pass.</summary>
    public static Question QuestionOf(CheckRequest check) => check.QuestionCase switch
    {
        CheckRequest.QuestionOneofCase.Permission => Question.Permission(check.Permission),
        CheckRequest.QuestionOneofCase.Role => Question.Role(check.Role),
        CheckRequest.QuestionOneofCase.Feature => Question.Feature(check.Feature),
        _ => default,
    };

    /// <summary>The hashed subject of a check that <see cref="Require"/> let pass and that names no token.</summary>
    public static SubjectClaim ClaimOf(CheckRequest check, DirectoryHasher hasher)
    {
        var tenant = hasher.Tenant(check.Tenant);
        return new SubjectClaim(tenant, hasher.Subject(tenant, KindOf(check.Subject.Kind), check.Subject.Value), SubjectClaim.NoToken);
    }

    private static void RequireSubject(CheckRequest check, int index)
    {
        if (check.Tenant.Length == 0)
            Throw(index, "tenant", "is required with a subject");
        if (check.Subject.Value.Length == 0)
            Throw(index, "subject.value", "must not be empty");
        if (check.Subject.Value.Length > CheckLimits.MaxSubjectLength)
            ThrowTooLong(index, "subject.value", CheckLimits.MaxSubjectLength);
        if (check.Subject.Kind is < SubjectKind.Unspecified or > SubjectKind.Email)
            Throw(index, "subject.kind", "is not a known kind");
    }

    private static (string Field, string Name) NameOf(CheckRequest check) => check.QuestionCase switch
    {
        CheckRequest.QuestionOneofCase.Permission => ("permission", check.Permission),
        CheckRequest.QuestionOneofCase.Role => ("role", check.Role),
        CheckRequest.QuestionOneofCase.Feature => ("feature", check.Feature),
        _ => ("", ""),
    };

    private static SubjectKeyKind KindOf(SubjectKind kind) => kind switch
    {
        SubjectKind.Id => SubjectKeyKind.Id,
        SubjectKind.UserName => SubjectKeyKind.UserName,
        SubjectKind.Email => SubjectKeyKind.Email,
        _ => SubjectKeyKind.ExternalId,
    };

    private static void ThrowTooLong(int index, string field, int limit) => Throw(index, field, $"is longer than {limit} characters");

    private static void Throw(int index, string field, string fault) => throw new RpcException(
        new Status(StatusCode.InvalidArgument, index < 0 ? $"{field}: {fault}" : $"checks[{index}].{field}: {fault}"));
}
