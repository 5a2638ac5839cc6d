using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EdgeGuard.Cli.Dev;

/// <summary>Makes admin keys: prefix, 256 random bits in base64url, and a checksum that tells a mistyped key from a foreign one.</summary>
internal static class AdminKey
{
    private const string Prefix = "egadm_";
    private const int RandomBytes = 32;
    private const int ChecksumCharacters = 6;

    public static string Create()
    {
        var body = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return body + Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(body)))[..ChecksumCharacters];
    }
}
