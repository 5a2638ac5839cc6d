namespace EdgeGuard.Cli.Demo;

/// <summary>Asks the edge one question as soon as it answers, so that the connection stands before the first visitor comes.</summary>
internal sealed class EdgeGreeting(EdgeQuestions edge, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await edge.AnswersAsync(stoppingToken))
                return;
        }
    }
}
