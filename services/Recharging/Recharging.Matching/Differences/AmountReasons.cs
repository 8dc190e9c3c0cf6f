using Values;

namespace Recharging.Matching.Differences;

/// <summary>A charge that is in both ledgers with other pounds.</summary>
internal static class AmountReasons
{
    private static readonly string[] Disputing = ["disput", "withheld", "withhold", "contested"];

    public static Difference? SignTurned(ChargeCase about, Money left) =>
        left.Abs() > about.Terms.AutoTolerance && about.Sides.FirstOrDefault(side => !side.IsAbsent && side.Expected != Money.Zero
            && (side.Posted + side.Expected).Abs() <= about.Terms.AutoTolerance) is { } turned
            ? about.Blame(
                turned,
                Reason.Amount,
                left,
                $"{turned.Council} turned the sign: it posted {about.Description} as {(turned.IsDebit ? "credit" : "debit")} "
                + $"of {turned.Posted.Abs()}, not as {(turned.IsDebit ? "debit" : "credit")}.")
            : null;

    public static Difference? WithheldInDispute(ChargeCase about, Money left) =>
        Held(about, left) is var held && held != Money.Zero
            ? about.Say(
                Reason.Disputed,
                held,
                about.IsCreditAgreed
                    ? $"{about.Payee.Council} gives back {held} of {about.Description}; {about.Payer.Council} withholds it until the credit is out."
                    : $"{about.Payer.Council} disputes {held} of {about.Description} and withholds it.")
            : SaidToBeDisputed(about, left);

    // No mark on the statement says it, but a ledger does.
    private static Difference? SaidToBeDisputed(ChargeCase about, Money left) =>
        left.Abs() > about.Terms.AutoTolerance && about.Sides.FirstOrDefault(side => LacksSome(side, left)) is { } part
            && part.Lines.FirstOrDefault(line => line.Text is { } text && Array.Exists(
                Disputing, word => text.Contains(word, StringComparison.OrdinalIgnoreCase))) is { } says
            ? about.Say(
                Reason.Disputed,
                left,
                $"{part.Council} posted {part.Posted.Abs()} of {part.Expected.Abs()} for {about.Description} and says '{says.Text}': "
                + $"{left.Abs()} is in dispute, and no line of the statement is marked so.")
            : null;

    private static bool LacksSome(ChargeSide side, Money left) => !side.IsAbsent && side.Posted.Abs() < side.Expected.Abs()
        && side.Posted > Money.Zero == side.IsDebit && left > Money.Zero == (side.Expected - side.Posted < Money.Zero);

    // What is withheld explains as much of what is left as lies in its direction, and never more.
    public static Money Held(ChargeCase about, Money left) =>
        about.Disputed > Money.Zero && left >= about.Disputed - about.Terms.AutoTolerance && !about.Payee.IsAbsent
            ? about.Disputed
            : Money.Zero;

    public static Difference? OffByAPenny(ChargeCase about, Money left) =>
        left != Money.Zero && left.Abs() <= about.Terms.AutoTolerance
            ? about.Say(
                Reason.Rounding,
                left,
                $"The two ledgers differ by {left.Abs()}, within the tolerance of {about.Terms.AutoTolerance}.")
            : null;

    public static Difference? VatLeftOut(ChargeCase about, Money left) =>
        left != Money.Zero && !about.Payee.IsAbsent && !about.Payer.IsAbsent && IsVat(about, left.Abs())
            ? about.Say(
                Reason.Vat,
                left,
                $"One ledger has {about.Description} with its VAT of {left.Abs()}, the other without.")
            : null;

    // Where the statement names no VAT, a fifth of the less or a sixth of the more is what one ledger took for it.
    private static bool IsVat(ChargeCase about, Money left)
    {
        if (about.Vat != Money.Zero)
        {
            return left == about.Vat.Abs();
        }

        var net = new[] { about.Payee.Posted.Abs(), about.Payer.Posted.Abs() }.Min();
        return net > Money.Zero && (Money.RoundHalfUp(net.InPounds / 5) - left).Abs() <= new Money(1);
    }

    public static Difference? DigitsSwapped(ChargeCase about, Money left) =>
        left != Money.Zero && about.Sides.FirstOrDefault(side => SwappedDigits.Are(side.Posted, side.Expected)) is { } swapped
            ? about.Blame(
                swapped,
                Reason.Amount,
                left,
                $"{swapped.Council} swapped two digits of {about.Description}: {swapped.Posted.Abs()} for {swapped.Expected.Abs()}.")
            : null;

    // Several lines that do not come to the amount, or one that lacks a twentieth or more: smaller gaps are errors.
    public static Difference? PaidInPart(ChargeCase about, Money left) =>
        left.Abs() > about.Terms.AutoTolerance && about.Sides.FirstOrDefault(side => LacksSome(side, left)
            && (side.Lines.Count > 1 || side.Posted.Abs().Pence <= side.Expected.Abs().Pence * 19 / 20)) is { } part
            ? about.Blame(
                part,
                Reason.PartPayment,
                left,
                $"{part.Council} posted {part.Lines.Count} {(part.Lines.Count == 1 ? "part" : "parts")} of {about.Description}, "
                + $"{ChargeCase.Amounts(part.Lines)} together; {left.Abs()} is still open.")
            : null;

    public static Difference? AmountDiffers(ChargeCase about, Money left) =>
        left != Money.Zero && !about.Payee.IsAbsent
            ? about.Say(
                Reason.Amount,
                left,
                $"{about.Payee.Council} posted {ChargeCase.Amounts(about.Payee.Lines)} and {about.Payer.Council} {ChargeCase.Amounts(about.Payer.Lines)}.")
            : null;
}
