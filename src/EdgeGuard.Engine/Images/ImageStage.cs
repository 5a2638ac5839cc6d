namespace EdgeGuard.Engine.Images;

/// <summary>What a part of an image holds. The parts come in this order, those of each stage together.</summary>
public enum ImageStage
{
    /// <summary>Groups with the keys of their roles.</summary>
    Groups = 0,

    /// <summary>The combinations of groups that users have.</summary>
    Sets = 1,

    /// <summary>Users: ids, status, not-before marks, combinations.</summary>
    Users = 2,

    /// <summary>The keys by which users are found, in the order of the table: users and aliases.</summary>
    Keys = 3,
}
