namespace EdgeGuard.Scim.Protocol;

/// <summary>What is forgiven beyond the RFCs. Identity providers need <see cref="Providers"/>; <see cref="Strict"/> is the letter of the RFC.</summary>
internal sealed record Leniency
{
    /// <summary>What Entra ID, Okta, OneLogin, Ping, Google and JumpCloud need in order to finish a cycle.</summary>
    public static Leniency Providers { get; } = new()
    {
        UnknownSchemas = true,
        UnknownAttributes = true,
        LooseValues = true,
        CreateUnmatched = true,
    };

    public static Leniency Strict { get; } = new();

    /// <summary>Schema URNs of others (Entra's group marker, SCIM 1.0) are accepted and dropped.</summary>
    public bool UnknownSchemas { get; init; }

    /// <summary>Attributes that no schema knows are ignored where a whole resource is sent: one odd attribute must not fail a cycle.</summary>
    public bool UnknownAttributes { get; init; }

    /// <summary>"True" for a boolean, a bare string for {value}, one object for a list of one.</summary>
    public bool LooseValues { get; init; }

    /// <summary>PATCH add or replace on <c>x[type eq "work"].sub</c> makes the element that is not there, instead of <c>noTarget</c>.</summary>
    public bool CreateUnmatched { get; init; }
}
