using System.Globalization;
using System.Reflection;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>
/// The one way out of the endpoints below it: what a handler answers is held until what its <see cref="RequestStore"/> has seen is fenced.
/// A handler can neither take the store past it nor write its answer itself; who tries does not start.
/// </summary>
internal static class FencedAnswers
{
    /// <summary>The version up to which an answer's revocations are enforced, or <c>pending</c>; absent when it reveals none.</summary>
    public const string Header = "EdgeGuard-Enforced";

    /// <summary>After a fence that failed, which took two and a half leases already: one lease.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    /// <param name="group">The endpoints.</param>
    /// <param name="unconfirmed">The 503 that stands for an answer whose fence failed.</param>
    public static RouteGroupBuilder WithFencedAnswers(this RouteGroupBuilder group, Func<IResult> unconfirmed) =>
        group.AddEndpointFilterFactory((handler, next) =>
        {
            Check(handler.MethodInfo);
            return context => AnswerAsync(context, next, unconfirmed);
        });

    /// <summary>Makes the response one that says when to come back.</summary>
    public static void AskToRetry(HttpResponse response) =>
        response.Headers.RetryAfter = ((long)RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    internal static async ValueTask<object?> AnswerAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next, Func<IResult> unconfirmed)
    {
        if (context.Arguments.OfType<RequestStore>().SingleOrDefault() is not { } store)
            return await next(context); // Nothing was read.

        var http = context.HttpContext;
        var gate = http.RequestServices.GetRequiredService<AnswerGate>();
        object? answer;
        try
        {
            answer = await next(context);
        }
        catch (BadHttpRequestException)
        {
            // Answered further out, and an answer like any other.
            if ((await gate.PassAsync(store.Revealed, store.Mode, http.RequestAborted)).IsOpen)
                throw;
            AskToRetry(http.Response);
            return unconfirmed();
        }
        catch
        {
            gate.Leave(store.Revealed);
            throw;
        }

        var passage = await gate.PassAsync(store.Revealed, store.Mode, http.RequestAborted);
        if (!passage.IsOpen)
        {
            AskToRetry(http.Response);
            return unconfirmed();
        }

        if (passage.Enforced is not null)
            http.Response.Headers[Header] = passage.Enforced;
        return answer;
    }

    private static void Check(MethodInfo handler)
    {
        var answer = handler.ReturnType is { IsGenericType: true } task && task.GetGenericTypeDefinition() == typeof(Task<>)
            ? task.GetGenericArguments()[0]
            : handler.ReturnType;
        if (!answer.IsAssignableTo(typeof(IResult)) || handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(DirectoryStore)))
            throw new InvalidOperationException($"{handler.DeclaringType}.{handler.Name} would answer past the fence: a handler takes a {nameof(RequestStore)} and returns an {nameof(IResult)}.");
    }
}
