using System.Collections.Immutable;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Images;

/// <summary>
/// Writes the parts of an image (README of this folder). Tenants, groups, sets and users are numbered afresh without gaps, so that a state
/// read from it has no history. Used once; the stages in their order.
/// </summary>
internal sealed class ImageWriter(SnapshotModel model)
{
    private readonly ImageBytes _bytes = new();
    private readonly int[] _tenants = new int[model.Tenants.End];
    private readonly int[] _groups = new int[model.Groups.End];
    private readonly int[] _users = new int[model.Users.End];

    // One more than the number, so that 0 is none.
    private readonly int[] _sets = new int[model.GroupSets.End];

    private byte[] _content = [];

    public IEnumerable<ImagePart> Groups()
    {
        var number = 0;
        foreach (var tenant in SnapshotExport.TenantsInOrder(model))
            _tenants[tenant.Ordinal] = number++;

        var lists = new Dictionary<ImmutableArray<string>, int>(new RoleKeyLists());
        var (texts, rows) = (new ImageBytes(), new ImageBytes());
        number = 0;
        foreach (var ordinal in model.Groups.Ordinals())
        {
            _groups[ordinal] = number++;
            var row = model.Groups.At(ordinal);
            if (!lists.TryGetValue(row.Roles, out var list))
            {
                lists.Add(row.Roles, list = lists.Count);
                texts.Number(row.Roles.Length);
                foreach (var key in row.Roles)
                    texts.Text(key);
            }

            rows.Hash(row.Id);
            rows.Fixed(_tenants[row.Tenant]);
            rows.Fixed(list);
            if (rows.Length == ImageLimits.PartRows * ImageLimits.GroupBytes || texts.Length > ImageLimits.PartBytes)
                yield return new ImagePart(ImageStage.Groups, Part());
        }

        if (rows.Length > 0)
            yield return new ImagePart(ImageStage.Groups, Part());

        ReadOnlyMemory<byte> Part()
        {
            _bytes.Number(lists.Count);
            _bytes.Bytes(texts.Take().Span);
            _bytes.Bytes(rows.Take().Span);
            lists.Clear();
            return _bytes.Take();
        }
    }

    public IEnumerable<ImagePart> Sets()
    {
        var (sets, inPart) = (0, 0);
        var groups = new List<int>();
        foreach (var user in model.Users.All())
        {
            var set = model.Users.SetOf(user);
            if (_sets[set] != 0)
                continue;
            _sets[set] = ++sets;
            WriteSet(set, groups);
            if (++inPart == ImageLimits.PartRows || (inPart % GroupSetTable.BlockLength == 0 && _bytes.Length > ImageLimits.PartBytes))
            {
                inPart = 0;
                yield return new ImagePart(ImageStage.Sets, _bytes.Take());
            }
        }

        if (inPart > 0)
            yield return new ImagePart(ImageStage.Sets, _bytes.Take());
    }

    public IEnumerable<ImagePart> Users()
    {
        var part = new List<int>(ImageLimits.PartRows);
        var number = 0;
        foreach (var user in model.Users.All())
        {
            _users[user] = number++;
            part.Add(user);
            if (part.Count == ImageLimits.PartRows)
                yield return UsersPart(part);
        }

        if (part.Count > 0)
            yield return UsersPart(part);
    }

    public IEnumerable<ImagePart> Keys()
    {
        if (model.Users.KeyCount == 0)
            yield break;

        var bits = ImageLimits.PlaceBitsFor(model.Users.KeyCount);
        var (values, aliases) = (new ImageBytes(), new ImageBytes());
        var (number, count) = (0, 0);
        foreach (var (key, user, isAlias) in model.Users.Keys())
        {
            for (var place = (int)(new KeyParts(key).Place >> (32 - bits)); number < place; number++)
                yield return Part();
            values.Fixed((_users[user] << 1) | (isAlias ? 1 : 0));
            count++;
            if (isAlias)
                aliases.Hash(key);
        }

        for (; number < 1 << bits; number++)
            yield return Part();

        ImagePart Part()
        {
            _bytes.Number(bits);
            _bytes.Number(number);
            _bytes.Number(count);
            _bytes.Bytes(values.Take().Span);
            _bytes.Bytes(aliases.Take().Span);
            count = 0;
            return new ImagePart(ImageStage.Keys, _bytes.Take());
        }
    }

    private void WriteSet(int set, List<int> groups)
    {
        groups.Clear();
        var tenant = model.GroupSets.Read(set, groups);
        for (var i = 0; i < groups.Count; i++)
            groups[i] = _groups[groups[i]];
        var room = GroupSetCode.MaxLength(groups.Count);
        if (_content.Length < room)
            _content = new byte[room];
        var length = GroupSetCode.Write(_content, _tenants[tenant], groups);
        _bytes.Number((int)model.GroupSets.UsersOf(set));
        _bytes.Number(length);
        _bytes.Bytes(_content.AsSpan(0, length));
    }

    private ImagePart UsersPart(List<int> users)
    {
        _bytes.Number(users.Count);
        foreach (var user in users)
            _bytes.Hash(model.Users.IdOf(user));
        foreach (var user in users)
            _bytes.Fixed(_sets[model.Users.SetOf(user)] - 1);

        Span<byte> active = stackalloc byte[(users.Count + 7) / 8];
        active.Clear();
        for (var i = 0; i < users.Count; i++)
            active[i / 8] |= (byte)((model.Users.IsActive(users[i]) ? 1 : 0) << (i % 8));
        _bytes.Bytes(active);

        for (var i = 0; i < users.Count; i++)
        {
            if (model.Users.NotBeforeOf(users[i]) is not 0 and var notBefore)
            {
                _bytes.Fixed((ushort)i);
                _bytes.Fixed(notBefore);
            }
        }

        users.Clear();
        return new ImagePart(ImageStage.Users, _bytes.Take());
    }
}
