using CsCheck;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Tests.Matching;

public sealed class NameMemoTests
{
    [Fact]
    public void WordOf_AnyNamesAgain_IsWhatTheIndexCovers() =>
        Gen.Select(Gen.String[Gen.Char["ab.*"], 0, 6].Array[0, 6].Array[1, 5], Gen.String[Gen.Char["ab."], 0, 9].Array[1, 60]).Sample(
            (roles, names) =>
            {
                var index = new PermissionIndex([.. roles.Select((patterns, role) => new RoleModel("", $"role-{role}", [.. patterns], []))]);
                foreach (var name in (string[])[.. names, .. names.Select(name => new string(name))])
                {
                    var covering = new ulong[1];
                    index.AddCovering(name, covering);
                    index.WordOf(name).ShouldBe(covering[0], name);
                }
            },
            iter: 500);

    [Fact]
    public void Keep_MoreNamesThanThereIsRoom_AllocatesNoMore()
    {
        var index = new PermissionIndex([new RoleModel("", "r", ["documents.*"], [])]);
        var names = Enumerable.Range(0, 20_000).Select(name => $"documents.{name}").ToArray();
        Ask();

        Allocation.LeastOf(measurements: 3, rounds: 1, Ask).ShouldBe(0);

        int Ask()
        {
            var covered = 0;
            foreach (var name in names)
                covered += (int)index.WordOf(name);
            return covered;
        }
    }

    [Fact]
    public async Task TryRecall_ManyReaders_AlwaysTheNamesOwn()
    {
        for (var round = 0; round < 50; round++)
        {
            var memo = new NameMemo(100);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                for (var name = 0; name < 500; name++)
                {
                    var text = $"name{name}";
                    if (memo.TryRecall(text, out var hash, out var roles))
                        roles.ShouldBe((ulong)name);
                    else
                        memo.Keep(text, hash, (ulong)name);
                }
            })));
        }
    }
}
