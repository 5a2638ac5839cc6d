using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Images;

/// <summary>
/// Builds groups and users from an image, as a part of building a state: after the rows that come before it, and before those that come after.
/// The parts may be anything: one that breaks a rule is refused, and then load and builder are to be thrown away. Afterwards the builder's
/// digest is that of all rows, as if they had been applied one by one. One thread at a time, apart from <see cref="NewReader"/> and its readers.
/// </summary>
public sealed class ImageLoad
{
    private readonly SnapshotModel _model;
    private readonly ConcurrentBag<ImageReader> _readers = [];
    private readonly List<GroupRow> _groups = [];
    private readonly List<int> _usersLeft = [];
    private readonly List<bool> _sharedBlocks = [];
    private readonly KeyPages _keys = new();
    private readonly bool _isFresh;
    private ImageStage _stage;
    private int _placeBits;
    private int _keyParts;
    private int _aliases;

    /// <summary>Begins a load into a builder that started from an empty state and has tenants and roles alone.</summary>
    /// <exception cref="InvalidOperationException">The builder's snapshot is already built.</exception>
    public ImageLoad(SnapshotBuilder builder)
    {
        _model = builder.OpenModel;
        Tenants = [.. _model.Tenants.All().Select(tenant => tenant.Hash)];
        // Tenants are then numbered as in the image.
        _isFresh = Tenants.Length == _model.Tenants.End && _model.Groups.End == 0 && _model.Users.End == 0 && _model.GroupSets.End == 0;
    }

    internal DirectoryHasher Hasher => _model.Hasher;

    internal Hash128[] Tenants { get; }

    internal UserTable Users => _model.Users;

    internal GroupSetTable GroupSets => _model.GroupSets;

    // What readers look up, apart from the tables: there it would take several steps each. By ordinal.
    internal List<Hash128> GroupIds { get; } = [];

    internal List<int> GroupTenants { get; } = [];

    internal List<byte[]> Blocks { get; } = [];

    internal List<LoadedSet> Sets { get; } = [];

    internal List<Hash128[]> IdPages { get; } = [];

    internal List<byte> Statuses { get; } = [];

    /// <summary>A reader of parts for one more thread. Thread-safe.</summary>
    public ImageReader NewReader()
    {
        var reader = new ImageReader(this);
        _readers.Add(reader);
        return reader;
    }

    /// <summary>Puts the next part to those before it. The broken rule, or null.</summary>
    public string? Add(LoadedPart part)
    {
        if (!_isFresh)
            return "an image after other groups or users";
        if (part.Stage < _stage)
            return "a part after those of a later stage";
        _stage = part.Stage;
        _model.Digest += part.Digest;
        return part switch
        {
            LoadedGroups groups => Add(groups),
            LoadedSets sets => Add(sets),
            LoadedUsers users => Add(users),
            LoadedKeys keys => Add(keys),
            _ => "an unknown part",
        };
    }

    /// <summary>Completes the tables; no part may be added afterwards. The broken rule, or null.</summary>
    public string? Finish()
    {
        if (!_isFresh)
            return "an image after other groups or users";
        if (_usersLeft.Exists(left => left != 0))
            return "a group set that has not as many users as it says";
        if (_keys.Count - _aliases != Statuses.Count)
            return "users without keys";
        if (_keys.Count > 0 && _keyParts != 1 << _placeBits)
            return "parts of keys that are missing";

        if (!_model.Groups.TryFill(CollectionsMarshal.AsSpan(_groups), CollectionsMarshal.AsSpan(GroupIds)))
            return "a group that is there twice";
        if (_keys.Count > 0)
            _model.Users.Fill(Statuses.Count, _keys);
        var fingerprints = Sets.ConvertAll(set => set.Fingerprint);
        if (!_model.GroupSets.TryFill(CollectionsMarshal.AsSpan(Blocks), CollectionsMarshal.AsSpan(fingerprints), CollectionsMarshal.AsSpan(_sharedBlocks)))
            return "a group set that is there twice";
        foreach (var reader in _readers)
        {
            if (reader.Counts is { } counts)
                AddCounts(counts);
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Add(LoadedGroups groups)
    {
        foreach (var row in groups.Rows)
        {
            _model.Tenants.AddUse(row.Tenant, groups: 1);
            _groups.Add(row);
            GroupIds.Add(row.Id);
            GroupTenants.Add(row.Tenant);
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Add(LoadedSets sets)
    {
        if (Sets.Count % GroupSetTable.BlockLength != 0)
            return "group sets after an incomplete block";
        Blocks.AddRange(sets.Blocks);
        Sets.AddRange(sets.Sets);
        foreach (var set in sets.Sets)
            _usersLeft.Add(set.Users);
        _sharedBlocks.AddRange(sets.Shared);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? Add(LoadedUsers users)
    {
        var first = Statuses.Count;
        if (first % ImageLimits.PartRows != 0)
            return "users after an incomplete part";
        if (first + users.Statuses.Length > UserTable.MaxUsers)
            return "more users than can be numbered";

        var left = CollectionsMarshal.AsSpan(_usersLeft);
        foreach (var set in users.Sets)
            left[set]--;
        _model.Users.Fill(first, users.Pages);
        foreach (var (user, instant) in users.NotBefore)
            _model.Users.FillNotBefore(first + user, instant);
        IdPages.AddRange(users.Pages.Ids);
        Statuses.AddRange(users.Statuses);
        return null;
    }

    private string? Add(LoadedKeys keys)
    {
        if (_keyParts == 0)
            _placeBits = keys.PlaceBits;
        if (keys.PlaceBits != _placeBits || keys.Number != _keyParts++)
            return "parts of keys that are out of order";
        _keys.AddRange(keys.Pages);
        _aliases += keys.Aliases.Length;
        foreach (var user in keys.Aliases)
        {
            if (!_model.Users.TryFillAlias(user))
                return "a user with more than 65,535 aliases";
        }

        return null;
    }

    private void AddCounts(MemberCounts counts)
    {
        for (var group = 0; group < counts.Groups.Length; group++)
        {
            if (counts.Groups[group] != 0)
                _model.Groups.AddMembers(group, (int)counts.Groups[group]);
        }

        for (var tenant = 0; tenant < counts.Tenants.Length; tenant++)
        {
            if (counts.Tenants[tenant] != 0)
                _model.Tenants.AddUse(tenant, users: (int)counts.Tenants[tenant]);
        }
    }
}
