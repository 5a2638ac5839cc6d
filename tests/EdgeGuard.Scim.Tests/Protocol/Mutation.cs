using CsCheck;

namespace EdgeGuard.Scim.Tests.Protocol;

/// <summary>A few edits of a text: cuts, doublings and insertions of what parsers trip over.</summary>
internal sealed record Mutation(IReadOnlyList<(double Where, double Length, int Kind)> Edits)
{
    private static readonly string[] Odd =
    [
        "\"", "\\", "[", "]", "{", "}", "(", ")", ".", ":", ",", " ", "not (", " and ", " or ", " eq ", "null", "true", "-1e999", "\\ud800", "\\u0000",
        "\0", "é", "urn:ietf:params:scim:schemas:core:2.0:User:", "\"members\"", "[value eq \"u1\"]", "emails[", "{}", "[]", "\"\"", "\"path\"", "\"value\"",
    ];

    public static Gen<Mutation> Of { get; } =
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, Odd.Length + 1], (where, length, kind) => (where, length, kind))
            .List[1, 4].Select(edits => new Mutation(edits));

    public string Apply(string text)
    {
        foreach (var (where, length, kind) in Edits)
        {
            int start = (int)(where * text.Length);
            int count = (int)(length * length * (text.Length - start));
            text = kind switch
            {
                0 => text.Remove(start, count),
                1 => text.Insert(start, text.Substring(start, count)),
                _ => text.Insert(start, Odd[kind - 2]),
            };
        }

        return text;
    }
}
