using EdgeGuard.Scim.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Leases;

/// <summary>The URL of this very process for the other scims: what its row in the database says.</summary>
internal sealed class LeaseAddress
{
    private readonly LeaseOptions _options;
    private readonly ListenerSetup _listeners;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LeaseAddress(IOptions<LeaseOptions> options, ListenerSetup listeners, IHostApplicationLifetime lifetime)
    {
        _options = options.Value;
        _listeners = listeners;
        lifetime.ApplicationStarted.Register(_started.SetResult);
    }

    /// <summary>Known once the host listens.</summary>
    public string Url
    {
        get
        {
            if (_options.AdvertisedUrl is { } advertised)
                return advertised.GetLeftPart(UriPartial.Authority);
            var address = BindingAddress.Parse(_options.Url);
            return address.Port == 0 && _listeners.LeaseEndPoint is { } bound ? $"{address.Scheme}://{bound}" : _options.Url.TrimEnd('/');
        }
    }

    /// <summary>Waits until the host listens.</summary>
    public Task WhenListeningAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);
}
