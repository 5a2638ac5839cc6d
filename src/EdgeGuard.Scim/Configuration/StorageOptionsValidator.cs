using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Checks the attributes of <see cref="StorageOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
