using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Checks the attributes of <see cref="LeaseOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class LeaseOptionsValidator : IValidateOptions<LeaseOptions>;
