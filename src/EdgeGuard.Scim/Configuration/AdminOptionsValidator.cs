using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Checks the attributes of <see cref="AdminOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class AdminOptionsValidator : IValidateOptions<AdminOptions>;
