using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>The users of whom a question is answered with yes. Costs a look at each key of every user, in all pages together.</summary>
internal static class SubjectList
{
    public static PageResult<Hash128> Fill(Snapshot snapshot, Hash128 tenant, Question question, PageBuilder<Hash128> page)
    {
        var model = snapshot.Model;
        if (string.IsNullOrEmpty(question.Name) || (!question.Resource.IsNone && !question.Resource.IsValid))
            return page.Nothing(Reason.InvalidRequest);
        // No one has the default key: what is wrong with the tenant comes before that.
        var reason = snapshot.Resolve(new SubjectClaim(tenant, default, SubjectClaim.NoToken)).Reason;
        if (reason != Reason.UnknownSubject || model.Tenants.Find(tenant) is not { } asked)
            return page.Nothing(reason);

        foreach (var (key, user) in model.Users.After(page.Start))
        {
            var course = default(DecisionCourse);
            if (user >= 0 && model.Tenants.IsAtOrAbove(model.GroupSets.TenantOf(model.Users.SetOf(user)), asked) &&
                Snapshot.ReasonOf(snapshot.Resolve(new SubjectClaim(tenant, key, SubjectClaim.NoToken)), question, page.Now, ref course) == Reason.None)
                page.Add(key);
            page.Look(1 + course.Patterns.Rows);
            if (page.EndsAfter(key))
                break;
        }

        return page.Build();
    }
}
