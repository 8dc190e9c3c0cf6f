using System.Globalization;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Exceptions;

/// <summary>A decision that needs no more than a reason: what it is about, what it does, and how it is sent.</summary>
/// <param name="Heading">Of the form.</param>
/// <param name="Question">To which the reason is the answer.</param>
/// <param name="Send">What the button says.</param>
/// <param name="Effect">What follows from it.</param>
/// <param name="Done">What was done.</param>
/// <param name="AsksOwner">Whether an officer is to be named.</param>
/// <param name="AsksCode">Whether a reason code may be given.</param>
/// <param name="By">The policy of those who may.</param>
/// <param name="About">What it is about, in words; null when there is no such thing.</param>
/// <param name="Tell">Sends it.</param>
public sealed record Act(
    string Heading, string Question, string Send, string Effect, string Done, bool AsksOwner, bool AsksCode, string By,
    Func<DecideModel, CancellationToken, Task<string?>> About,
    Func<DecideModel, WorklistClient, CancellationToken, Task<Refused?>> Tell)
{
    public static readonly IReadOnlyDictionary<string, Act> All = new Dictionary<string, Act>(StringComparer.Ordinal)
    {
        ["adopt"] = new(
            "Adopt a proposal", "Why is it right?", "Adopt the proposal",
            "Its ledger lines stand for its lines of the statement, and matching is run again. It can be undone, and stays on record.",
            "The proposal is adopted.", AsksOwner: false, AsksCode: true, Officer.FinanceOfficer,
            (page, cancel) => page.Proposal(cancel),
            (page, worklist, cancel) => worklist.Adopt(page.Number, page.About, page.Reason!.Trim(), page.Code, page.Key, cancel)),
        ["reject"] = new(
            "Reject a proposal", "Why is it wrong?", "Reject the proposal",
            "These lines are never paired again, until you undo this, and matching looks for what else they could be.",
            "The proposal is rejected.", AsksOwner: false, AsksCode: false, Officer.FinanceOfficer,
            (page, cancel) => page.Proposal(cancel),
            (page, worklist, cancel) => worklist.Reject(page.Number, page.About, page.Reason!.Trim(), page.Key, cancel)),
        ["write-off"] = new(
            "Write off a difference", "Why is it not pursued?", "Write it off",
            "Up to the tolerance it is written off at once. Above it, an S151 delegate of your council approves it first.",
            "The write-off is on record.", AsksOwner: false, AsksCode: true, Officer.FinanceOfficer,
            (page, cancel) => page.Item(cancel),
            (page, worklist, cancel) => worklist.WriteOff(page.Number, page.About, page.Reason!.Trim(), page.Code, page.Key, cancel)),
        ["owner"] = new(
            "Give an item an owner", "Why this officer?", "Name the owner", "The last officer named looks after it.",
            "The item has an owner.", AsksOwner: true, AsksCode: false, Officer.MoneyOfficer,
            (page, cancel) => page.Item(cancel),
            (page, worklist, cancel) => worklist.Assign(page.Number, page.About, page.Owner!, page.Reason!.Trim(), page.Key, cancel)),
        ["undo-match"] = new(
            "Undo a match", "What is wrong with the match?", "Undo the match",
            "What was found in your ledger for this line is not matched with it again, until you undo this in turn.",
            "The match is undone.", AsksOwner: false, AsksCode: false, Officer.FinanceOfficer,
            (page, cancel) => page.StatementLine(cancel),
            (page, worklist, cancel) => worklist.UndoMatch(page.Number, page.About, page.Reason!.Trim(), page.Key, cancel)),
        ["undo"] = Answering(
            "undo", "Undo a decision", "Why does it no longer hold?", "Undo the decision", "It stays on record, with your reason.",
            "The decision is undone.", Officer.FinanceOfficer),
        ["approval"] = Answering(
            "approval", "Approve a write-off", "Why may it stand?", "Approve the write-off",
            "The difference is written off from now on.", "The write-off is approved.", Officer.S151Delegate),
        ["rejection"] = Answering(
            "rejection", "Reject a write-off", "Why may it not stand?", "Reject the write-off", "The difference stays open.",
            "The write-off is rejected.", Officer.S151Delegate)
    };

    private static Act Answering(string word, string heading, string question, string send, string effect, string done, string by) => new(
        heading, question, send, effect, done, AsksOwner: false, AsksCode: false, by,
        (page, cancel) => page.Decision(cancel),
        (page, worklist, cancel) => worklist.Answer(
            page.Number, int.Parse(page.About, CultureInfo.InvariantCulture), word, page.Reason!.Trim(), page.Key, cancel));
}
