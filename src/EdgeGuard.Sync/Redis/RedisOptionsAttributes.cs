using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Redis;

/// <summary>Checks the attributes of <see cref="RedisOptions"/>; generated.</summary>
[OptionsValidator]
internal sealed partial class RedisOptionsAttributes : IValidateOptions<RedisOptions>;
