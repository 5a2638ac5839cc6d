namespace EdgeGuard.Engine.Documents;

/// <summary>
/// The JSON Schemas (draft-07) of the documents, for editors and other tools. The readers do not use them: they say more, and point at
/// lines. Tests hold that what a schema refuses a reader refuses.
/// </summary>
public static class DocumentSchemas
{
    /// <summary>Of state documents.</summary>
    public static string State => Read("state.schema.json");

    /// <summary>Of policy tests. Its <c>$ref</c> to the other one is by file name: keep them in one folder.</summary>
    public static string Test => Read("test.schema.json");

    private static string Read(string name)
    {
        using var stream = typeof(DocumentSchemas).Assembly.GetManifestResourceStream("EdgeGuard.Engine.Documents." + name) ??
            throw new InvalidOperationException($"{name} was not built into the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
