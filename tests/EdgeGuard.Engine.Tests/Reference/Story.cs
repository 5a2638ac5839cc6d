using System.Collections;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Reference.Generators;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>A history told for people: names for hashes, long texts cut, what did not matter left out.</summary>
internal static class Story
{
    private const int LongestText = 2000;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The shortest history that still differs, and how.</summary>
    public static string Of(IReadOnlyList<object> steps)
    {
        var shortest = Shortest(steps);
        var lines = shortest.Select(step => step is Ask ask ? Of(ask) : Tell(step));
        return Environment.NewLine + string.Join(Environment.NewLine, lines) + Environment.NewLine + "=> " + Run.Difference(shortest, new Tally());
    }

    public static string Of(Ask ask) => "asked: " + Tell(ask);

    private static List<object> Shortest(IReadOnlyList<object> steps)
    {
        var left = steps.ToList();
        for (var size = left.Count / 2; size > 0; size /= 2)
        {
            for (var at = 0; at < left.Count;)
            {
                var without = left.Take(at).Concat(left.Skip(at + size)).ToList();
                if (Run.Difference(without, new Tally()) is null)
                    at += size;
                else
                    left = without;
            }
        }

        return left;
    }

    private static string Tell(object? thing) => thing switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text.Length <= LongestText ? text : $"{text[..20]}... ({text.Length} characters)", Plain),
        Hash128 hash => Pool.NameOf.GetValueOrDefault(hash) ?? hash.ToString(),
        ActivePeriod { IsAlways: true } => "Always",
        long.MinValue => "MinValue",
        long.MaxValue => "MaxValue",
        ValueType when thing.GetType().IsPrimitive || thing is Enum => thing.ToString()!,
        IEnumerable items when thing.GetType().Name.StartsWith("ImmutableArray", StringComparison.Ordinal) => TellAll(items),
        _ => $"{thing.GetType().Name}({string.Join(", ", Parts(thing).Select(part => $"{part.Name}: {Tell(part.GetValue(thing))}"))})",
    };

    private static string TellAll(IEnumerable items)
    {
        try
        {
            return $"[{string.Join(", ", items.Cast<object?>().Take(20).Select(Tell))}]";
        }
        catch (InvalidOperationException)
        {
            return "default";
        }
    }

    private static IEnumerable<PropertyInfo> Parts(object thing) =>
        thing.GetType().GetProperties().Where(part => part.CanWrite && part.PropertyType != typeof(AttributeSet) && part.GetIndexParameters().Length == 0);
}
