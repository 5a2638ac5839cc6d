using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGuard.Scim.Admin.Answers;
using EdgeGuard.Scim.Admin.Bodies;

namespace EdgeGuard.Scim.Admin;

/// <summary>The admin API's JSON: generated, and strict, so that a mistyped member is told and not ignored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(TenantBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(FeatureBody))]
[JsonSerializable(typeof(ConnectionBody))]
[JsonSerializable(typeof(CredentialBody))]
[JsonSerializable(typeof(RuleBody))]
[JsonSerializable(typeof(VersionAnswer))]
[JsonSerializable(typeof(TenantAnswer))]
[JsonSerializable(typeof(TenantListAnswer))]
[JsonSerializable(typeof(RoleAnswer))]
[JsonSerializable(typeof(FeatureAnswer))]
[JsonSerializable(typeof(FeatureListAnswer))]
[JsonSerializable(typeof(ConnectionAnswer))]
[JsonSerializable(typeof(CredentialAnswer))]
[JsonSerializable(typeof(CredentialListAnswer))]
[JsonSerializable(typeof(RuleAnswer))]
[JsonSerializable(typeof(FleetAnswer))]
[JsonSerializable(typeof(EdgeAnswer))]
[JsonSerializable(typeof(EdgeListAnswer))]
[JsonSerializable(typeof(EdgeKeyAnswer))]
[JsonSerializable(typeof(EdgeKeyListAnswer))]
internal sealed partial class AdminJson : JsonSerializerContext
{
    public static void Configure(JsonSerializerOptions options)
    {
        options.TypeInfoResolverChain.Insert(0, Default);
        options.Converters.Add(new Rfc3339Converter());
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
    }
}
