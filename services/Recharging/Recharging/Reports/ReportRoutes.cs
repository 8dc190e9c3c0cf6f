using ServiceDefaults;

namespace Recharging.Reports;

/// <summary>Every report of a month, a quarter, a year or a line, under one address. Reports store nothing and change nothing.</summary>
public static class ReportRoutes
{
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        var reports = api.MapGroup("/reports");
        reports.MapFindReports();
        reports.MapAnnualStatement();
        reports.MapAgedItems();
        reports.MapSpendingOver500();
        reports.MapAccrualReversals();
        reports.MapUnmatchedItems();
        reports.MapVatRegister();
        reports.MapDisputeSummary();
        reports.MapInterfaceBatches();
        reports.MapCostCentres();
        reports.MapPayAwardEffect();
        reports.MapChargeTrail();
        reports.MapDriverChanges();
    }

    /// <summary>Says of a report what it answers and who reads it.</summary>
    public static RouteHandlerBuilder AnswersReport<TRow>(this RouteHandlerBuilder report, string name, params string[] otherReaders) =>
        report.Produces<string>(StatusCodes.Status200OK, "text/csv").Produces<ReportBody<TRow>>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound)
            .RequireOfficer([.. Readers.OfMoney, .. otherReaders]).WithName(name);
}
