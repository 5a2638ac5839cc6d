using System.Numerics;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// Recognises RSA moduli of the generator flaw CVE-2017-15361 ("ROCA"; Nemec et al., CCS 2017): modulo each of these primes they are
/// a power of 65537, which a sound modulus is for all of them with probability below 2^-27.
/// </summary>
internal static class RocaFingerprint
{
    private static readonly int[] Primes = [11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157];

    private static readonly bool[][] Powers = [.. Primes.Select(PowersOf65537)];

    public static bool Matches(BigInteger modulus)
    {
        for (var i = 0; i < Primes.Length; i++)
        {
            if (!Powers[i][(int)(modulus % Primes[i])])
                return false;
        }

        return true;
    }

    private static bool[] PowersOf65537(int prime)
    {
        var reached = new bool[prime];
        for (var power = 1; !reached[power]; power = power * (65537 % prime) % prime)
            reached[power] = true;
        return reached;
    }
}
