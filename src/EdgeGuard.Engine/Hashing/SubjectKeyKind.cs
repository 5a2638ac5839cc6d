namespace EdgeGuard.Engine.Hashing;

/// <summary>By which of a user's keys a subject is named (DESIGN "subject key"). The numbers are hashed: never renumber.</summary>
public enum SubjectKeyKind : byte
{
    /// <summary>The <c>id</c> that SCIM assigned; compared exactly.</summary>
    Id = 1,

    /// <summary>The provider's <c>externalId</c>; compared exactly (RFC 7643 section 3.1: caseExact).</summary>
    ExternalId = 2,

    /// <summary><c>userName</c>; compared without case (RFC 7643 section 4.1.1).</summary>
    UserName = 3,

    /// <summary>An e-mail address; compared without case.</summary>
    Email = 4,
}
