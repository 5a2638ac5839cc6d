using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Checks the attributes of <see cref="ScimOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class ScimOptionsValidator : IValidateOptions<ScimOptions>;
