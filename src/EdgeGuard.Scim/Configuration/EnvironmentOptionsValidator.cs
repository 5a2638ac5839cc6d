using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Checks the attributes of <see cref="EnvironmentOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class EnvironmentOptionsValidator : IValidateOptions<EnvironmentOptions>;
