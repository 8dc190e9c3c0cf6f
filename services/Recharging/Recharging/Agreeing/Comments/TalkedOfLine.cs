using Microsoft.EntityFrameworkCore;
using Recharging.Engine.Lines;
using Recharging.Officers;
using ServiceDefaults;

namespace Recharging.Agreeing;

/// <summary>The line that officers talk of.</summary>
public static class TalkedOfLine
{
    /// <summary>Null when the statement has no such line or is not the caller's council's.</summary>
    public static Task<StatementLine?> LineAsync(
        this RechargingDb db, string statement, string reference, CancellationToken cancellationToken) =>
        db.StatementLines.AsNoTracking().SingleOrDefaultAsync(
            line => line.StatementNumber == statement && line.Reference == reference, cancellationToken);

    /// <summary>Tells the other council, with the change itself.</summary>
    public static void TellOther(this RechargingDb db, StatementLine line, Caller caller, string sentence, DateTimeOffset at) =>
        db.Notices.Add(Notice.To(
            line.Parties.Single(council => council != caller.Council), NoticeKinds.LineTalkedOf, line.Reference, sentence, at));
}
