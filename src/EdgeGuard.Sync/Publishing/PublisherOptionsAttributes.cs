using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Publishing;

/// <summary>Checks the attributes of <see cref="PublisherOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class PublisherOptionsAttributes : IValidateOptions<PublisherOptions>;
