using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Protocol;

/// <summary>A value or the refusal in its place. Everything in this folder answers with one: nothing throws for input.</summary>
internal readonly struct Result<T>
    where T : class
{
    private readonly T? _value;

    private Result(T? value, ScimError? error)
    {
        _value = value;
        Error = error;
    }

    public ScimError? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => _value is not null;

    /// <summary>The value; reading it from a refusal is a bug of the caller.</summary>
    public T Value => _value ?? throw new InvalidOperationException(Error?.Detail ?? "The result was never set.");

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(ScimError error) => new(null, error);

    public bool TryGet([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out ScimError? error)
    {
        value = _value;
        error = Error ?? (value is null ? new ScimError(500, null, "No result.") : null);
        return value is not null;
    }
}
