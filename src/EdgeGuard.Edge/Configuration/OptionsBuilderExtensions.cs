using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Binding of options whose faults are told together.</summary>
internal static class OptionsBuilderExtensions
{
    /// <summary>
    /// Binds like <c>Bind</c>, but a value that is not of its type is a fault like those that validators find, so that the start
    /// goes on to the faults of the other parts.
    /// </summary>
    public static OptionsBuilder<TOptions> BindChecked<TOptions>(this OptionsBuilder<TOptions> builder, IConfiguration section)
        where TOptions : class => builder.Configure(options =>
    {
        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e) when (e.InnerException is FormatException)
        {
            throw new OptionsValidationException(builder.Name, typeof(TOptions), [e.Message]);
        }
    });

    /// <summary>
    /// Binds the named items of a section: the binder silently drops an item of a dictionary that has a value which is not of its
    /// type.
    /// </summary>
    public static OptionsBuilder<TOptions> BindItems<TOptions, TItem>(
        this OptionsBuilder<TOptions> builder, IConfiguration section, Func<TOptions, IDictionary<string, TItem>> items)
        where TOptions : class
        where TItem : class, new() => builder.Configure(options =>
    {
        var faults = new List<string>();
        foreach (var child in section.GetChildren())
        {
            var item = new TItem();
            try
            {
                child.Bind(item);
                items(options)[child.Key] = item;
            }
            catch (InvalidOperationException e) when (e.InnerException is FormatException)
            {
                faults.Add(e.Message);
            }
        }

        if (faults.Count > 0)
            throw new OptionsValidationException(builder.Name, typeof(TOptions), faults);
    });
}
