using System.Reflection;

namespace EdgeGuard.Scim.Configuration;

/// <summary>
/// Finds settings that are no value of their option's type, before they are bound: binding stops at the first, and says so in the terms of
/// the framework.
/// </summary>
internal static class ValueTypes
{
    /// <summary>The faults of one section, each naming its key.</summary>
    public static IEnumerable<string> Faults(IConfiguration configuration, string section, Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => Fault(configuration, $"{section}:{property.Name}", property.PropertyType))
            .OfType<string>();

    /// <summary>The fault of one key; null when it is absent or a value of <paramref name="type"/>. No secret is of another type than text.</summary>
    public static string? Fault(IConfiguration configuration, string key, Type type)
    {
        try
        {
            configuration.GetSection(key).Get(type);
            return null;
        }
        catch (InvalidOperationException)
        {
            return $"{key}: '{configuration[key]}' is not {Expected(type)}.";
        }
    }

    private static string Expected(Type type) =>
        type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time span as in 00:01:00"
        : type == typeof(Uri) ? "a URL"
        : type == typeof(int) || type == typeof(long) ? "an integer"
        : $"a {type.Name}";
}
