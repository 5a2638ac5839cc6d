using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace EdgeGuard.Engine.Matching;

/// <summary>Walks over the keys of which <see cref="RoleView.Has"/> says yes: of global roles, then of the tenant's own. Allocates nothing.</summary>
internal ref struct RoleKeys(RoleView roles)
{
    private readonly RoleView _roles = roles;
    private ulong _left;
    private int _word = -1;

    public bool TryNext([NotNullWhen(true)] out string? key)
    {
        while (true)
        {
            while (_left == 0)
            {
                if (++_word == _roles.Words)
                {
                    key = null;
                    return false;
                }

                _left = _roles.WordAt(_word);
            }

            var bit = BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            if ((key = _roles.KeyOf(_word, bit)) is not null)
                return true;
        }
    }
}
