using System.Security.Claims;
using Portal.Clients;
using Portal.SignIn;

namespace Portal.Pages.Statements;

/// <summary>What pages offer an officer to say of a line; the services decide.</summary>
public static class LineOffers
{
    /// <summary>The council that pays can still agree or dispute it.</summary>
    public static bool CanMark(this ClaimsPrincipal officer, Statement.Line line) =>
        officer.IsFinanceOfficer() && line.Payer == officer.Council() && IsOpen(line);

    /// <summary>The council that is owed can still take it back.</summary>
    public static bool CanWithdraw(this ClaimsPrincipal officer, Statement.Line line) =>
        officer.IsFinanceOfficer() && line.Payee == officer.Council() && IsOpen(line);

    private static bool IsOpen(Statement.Line line) =>
        line.State is LineState.Unseen or LineState.Disputed or LineState.PartDisputed;
}
