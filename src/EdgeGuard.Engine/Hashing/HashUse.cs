namespace EdgeGuard.Engine.Hashing;

/// <summary>What is hashed in an environment beside names and rows, each under a key of its own. The numbers are hashed: never renumber.</summary>
internal enum HashUse : byte
{
    /// <summary>Combinations of groups, to find them in memory.</summary>
    GroupSets = 1,

    /// <summary>Resources and the grants to roles on them, to find them in memory.</summary>
    Resources = 2,

    /// <summary>Sets of roles that do not fit into one word, to find them in memory.</summary>
    RoleSets = 3,

    /// <summary>Numbers of states, made to look random.</summary>
    Stamps = 4,

    /// <summary>Cursors of lists, so that nobody without the environment's key makes one.</summary>
    Cursors = 5,

    /// <summary>What a list was asked for.</summary>
    ListQuestions = 6,

    /// <summary>The epochs of states that previews show.</summary>
    Previews = 7,
}
