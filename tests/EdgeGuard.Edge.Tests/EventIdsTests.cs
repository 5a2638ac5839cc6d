using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests;

public partial class EventIdsTests
{
    [Fact]
    public void EventIds_Each_IsInTheOperatorsList()
    {
        var ids = typeof(EventIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!).ToArray();
        var listed = Row().Matches(File.ReadAllText(OperatorsList.Find("events.md"))).Select(row => int.Parse(row.Groups["id"].Value, CultureInfo.InvariantCulture)).ToHashSet();

        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id >= 2000 && id <= 2999);
        ids.Where(id => !listed.Contains(id)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"^\| (?<id>\d{4}) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Row();
}
