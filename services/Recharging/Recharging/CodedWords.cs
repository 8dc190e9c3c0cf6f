namespace Recharging;

/// <summary>What a code stands for, where one code means other things elsewhere.</summary>
public enum Codes
{
    /// <summary>Why two ledgers differ.</summary>
    Difference,

    /// <summary>What a reconciliation could not explain.</summary>
    Alarm,

    /// <summary>What became of a statement line in both ledgers.</summary>
    Match,

    /// <summary>How a line was found in a ledger.</summary>
    Rule,

    /// <summary>Where a dispute stands.</summary>
    Dispute,

    /// <summary>What a council says is wrong with a line.</summary>
    DisputeReason,

    /// <summary>Where one side of an agreement of balances stands.</summary>
    Balance,

    /// <summary>How long something is due.</summary>
    Age,

    /// <summary>What a part of a charge is for.</summary>
    Component,

    /// <summary>Any other: its own words do.</summary>
    Other,
}

/// <summary>
/// The words that officers read for Recharging's codes, on pages and in tables. Written once: the portal compiles this file too. Interfaces
/// between programs keep the codes.
/// </summary>
public static class CodedWords
{
    private static readonly Dictionary<(Codes, string), string> Known = new()
    {
        [(Codes.Difference, "timing")] = "Posted in another month",
        [(Codes.Difference, "missing_at_payer")] = "Not posted by the council that pays",
        [(Codes.Difference, "missing_at_payee")] = "Not posted by the council that is owed",
        [(Codes.Difference, "amount")] = "Another amount",
        [(Codes.Difference, "vat")] = "VAT",
        [(Codes.Difference, "coding")] = "Wrong coding",
        [(Codes.Difference, "period")] = "Wrong period",
        [(Codes.Difference, "duplicate")] = "Posted twice",
        [(Codes.Difference, "reversal")] = "Posted and taken back",
        [(Codes.Difference, "reference")] = "Wrong reference",
        [(Codes.Difference, "part_payment")] = "Paid in part",
        [(Codes.Difference, "credit_not_issued")] = "Credit not issued",
        [(Codes.Difference, "disputed")] = "Disputed and held",
        [(Codes.Difference, "opening")] = "Brought forward",
        [(Codes.Difference, "out_of_scope")] = "Concerns others",
        [(Codes.Difference, "none")] = "No reason found",
        [(Codes.Alarm, "noReason")] = "No reason found",
        [(Codes.Alarm, "notPosted")] = "In neither ledger",
        [(Codes.Alarm, "ambiguous")] = "For an officer to decide",
        [(Codes.Alarm, "balance")] = "Lines and balance do not agree",
        [(Codes.Alarm, "noBalance")] = "Balance not sent",
        [(Codes.Alarm, "opening")] = "Opening is not the closing before",
        [(Codes.Match, "matchedWithDifference")] = "Matched with a difference",
        [(Codes.Match, "notPosted")] = "In neither ledger",
        [(Codes.Match, "unmatched")] = "In one ledger only",
        [(Codes.Match, "ambiguous")] = "For an officer to decide",
        [(Codes.Rule, "exactReference")] = "Both quote the line’s reference",
        [(Codes.Rule, "referenceAmountPeriod")] = "Same document, amount and month",
        [(Codes.Rule, "amountAndDate")] = "Amount and date alone",
        [(Codes.Rule, "nearReference")] = "Amount and a reference one slip away",
        [(Codes.Rule, "referenceInText")] = "Reference in the text",
        [(Codes.Rule, "partsOfOne")] = "Parts that come to the amount",
        [(Codes.Rule, "oneForSeveral")] = "Sum of several",
        [(Codes.Rule, "decided")] = "Decided by an officer",
        [(Codes.Dispute, "raised")] = "Not acknowledged yet",
        [(Codes.Dispute, "under_review")] = "Being looked into",
        [(Codes.Dispute, "resolved_agreed")] = "Charge stands",
        [(Codes.Dispute, "resolved_credit")] = "Credit agreed",
        [(Codes.DisputeReason, "rate")] = "The rate is wrong",
        [(Codes.DisputeReason, "days")] = "The days are wrong",
        [(Codes.DisputeReason, "share")] = "The share is wrong",
        [(Codes.DisputeReason, "pay")] = "The pay is wrong",
        [(Codes.DisputeReason, "authority")] = "Nobody authorised it",
        [(Codes.DisputeReason, "evidence")] = "There is no evidence for it",
        [(Codes.DisputeReason, "duplicate")] = "It is charged twice",
        [(Codes.DisputeReason, "coding")] = "It belongs to another service or account",
        [(Codes.DisputeReason, "vat")] = "The VAT is wrong",
        [(Codes.DisputeReason, "other")] = "Another reason",
        [(Codes.Balance, "notNeeded")] = "Below the threshold",
        [(Codes.Balance, "toSend")] = "To be sent",
        [(Codes.Balance, "toAnswer")] = "To be answered",
        [(Codes.Balance, "notAgreed")] = "Not agreed",
        [(Codes.Balance, "changed")] = "Changed since it was sent",
        [(Codes.Age, "not-due")] = "Not due yet",
        [(Codes.Age, "not due")] = "Not due yet",
        [(Codes.Age, "1-30")] = "1 to 30 days late",
        [(Codes.Age, "31-60")] = "31 to 60 days late",
        [(Codes.Age, "61-90")] = "61 to 90 days late",
        [(Codes.Age, "90+")] = "More than 90 days late",
        [(Codes.Component, "ni")] = "National Insurance",
        [(Codes.Component, "pension")] = "Pension (LGPS)",
        [(Codes.Component, "levy")] = "Apprenticeship levy",
        [(Codes.Component, "vat")] = "VAT",
        [(Codes.Other, "Unseen")] = "Not marked yet",
        [(Codes.Other, "PartDisputed")] = "Disputed in part",
        [(Codes.Other, "CreditAgreed")] = "Resolved, credit agreed",
        [(Codes.Other, "NotPayable")] = "Nothing to pay",
        [(Codes.Other, "writeOffProposed")] = "Write-off waits for approval",
    };

    /// <summary>A code without words of its own is read as it is spelt: <c>part-refused</c> is "Part refused".</summary>
    public static string Of(Codes list, string code) => Known.GetValueOrDefault((list, code)) ?? Plain(code);

    // A sentence, though it stands where codes do, is left as it is.
    private static string Plain(string code)
    {
        if (code.Contains(' ', StringComparison.Ordinal))
        {
            return code;
        }

        var words = string.Concat(code.Select((letter, at) =>
            at > 0 && char.IsAsciiLetterUpper(letter) ? $" {char.ToLowerInvariant(letter)}"
            : letter is '_' or '-' ? " " : letter.ToString()));
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }
}
