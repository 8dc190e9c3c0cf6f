using Governance.Contracts;
using Microsoft.AspNetCore.Authentication;
using Recharging;
using Recharging.Agreeing;
using Recharging.Charging;
using Recharging.Contracts;
using Recharging.Facts;
using Recharging.Ledgers;
using Recharging.Officers;
using Recharging.Reconciling;
using Recharging.Reports;
using Recharging.Settling;
using SchoolSupport.Contracts;
using Secondments.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSharedService("recharging");
builder.Services.AddValidation();
builder.AddDatabase<RechargingDb>("recharging");
builder.Services.AddSingleton<RememberOfficers>();
builder.Services.AddScoped<IClaimsTransformation, DeputyRoles>();
builder.Services.AddSingleton<IOnStatementIssued, CreditIssued>();
builder.AddMessaging<RechargingDb>("recharging", events => events
    .Publishes<StatementIssued>()
    .Publishes<LineAgreed>()
    .Publishes<LineDisputed>()
    .Publishes<DisputeEscalated>()
    .Publishes<DisputeResolved>()
    .Publishes<PeriodClosed>()
    .Publishes<PeriodReopened>()
    .Publishes<InvoiceIssued>()
    .Publishes<CreditNoteIssued>()
    .Publishes<LedgerBatchPosted>()
    .Publishes<LedgerReconciled>()
    .ListensTo("governance")
    .On<DecisionRecorded>(WhenDecisionRecorded.Handle)
    .On<AgreementInForce>(WhenAgreementInForce.Handle)
    .On<AgreementVaried>(WhenAgreementVaried.Handle)
    .On<AgreementEnded>(WhenAgreementEnded.Handle)
    .On<ClauseAgreed>(WhenClauseAgreed.Handle)
    .On<JointPersonRecorded>(WhenJointPersonRecorded.Handle)
    .On<JointPersonEnded>(WhenJointPersonEnded.Handle)
    .ListensTo("secondments")
    .On<SecondmentStarted>(WhenSecondmentStarted.Handle)
    .On<SecondmentVaried>(WhenSecondmentVaried.Handle)
    .On<SecondmentExtended>(WhenSecondmentExtended.Handle)
    .On<SecondmentEnded>(WhenSecondmentEnded.Handle)
    .On<SharedPostShareChanged>(WhenSharedPostShareChanged.Handle)
    .On<PayChanged>(WhenPayChanged.Handle)
    .On<PersonEmployed>(WhenPersonEmployed.Handle)
    .On<EmploymentEnded>(WhenEmploymentEnded.Handle)
    .On<EmploymentContinued>(WhenEmploymentContinued.Handle)
    .ListensTo("school-support")
    .On<CommissionAgreed>(WhenCommissionAgreed.Handle)
    .On<CommissionPaused>(WhenCommissionPaused.Handle)
    .On<CommissionResumed>(WhenCommissionResumed.Handle)
    .On<CommissionStopped>(WhenCommissionStopped.Handle)
    .On<SupportDayEvidenced>(WhenSupportDayEvidenced.Handle));

builder.Services.AddHostedService<EscalateOverdueDisputes>();
builder.Services.AddRechargingMeasures();

var app = builder.Build();
if (args is ["migrate"])
{
    await app.MigrateAsync<RechargingDb>();
    return;
}

app.UseSharedService<RechargingDb>();
app.MapDefaultEndpoints();
var api = app.MapApi("recharging");

api.MapGroup("/facts").MapViewFact();

var rates = api.MapGroup("/rates");
rates.MapLoadRates();
rates.MapFindRates();

var rateLoads = api.MapGroup("/rate-loads");
rateLoads.MapFindRateLoads();
rateLoads.MapDecideRateLoad();

var costs = api.MapGroup("/costs");
costs.MapLoadCosts();
costs.MapFindCosts();

var drivers = api.MapGroup("/drivers");
drivers.MapLoadDrivers();
drivers.MapFindDrivers();

var driverProposals = api.MapGroup("/driver-proposals");
driverProposals.MapFindDriverProposals();
driverProposals.MapDecideDriverProposal();

var masters = api.MapGroup("/masters");
masters.MapLoadMasters();
masters.MapFindMasters();

var coding = api.MapGroup("/coding");
coding.MapLoadCoding();
coding.MapFindCoding();

var erpMapping = api.MapGroup("/erp-mapping");
erpMapping.MapLoadErpMapping();
erpMapping.MapFindErpMapping();

var purchaseOrders = api.MapGroup("/purchase-orders");
purchaseOrders.MapLoadPurchaseOrders();
purchaseOrders.MapFindPurchaseOrders();

api.MapGroup("/actuals").MapDeclareActual();

var runs = api.MapGroup("/runs");
runs.MapOpenRun();
runs.MapPreviewRun();
runs.MapFindRuns();
runs.MapViewRun();
runs.MapReviewRun();
runs.MapIssueRun();
runs.MapAbandonRun();
runs.MapViewReceipt();

var periods = api.MapGroup("/periods");
periods.MapFindPeriods();
periods.MapClosePeriod();
periods.MapReopenPeriod();

var accruals = api.MapGroup("/accruals");
accruals.MapPrepareAccrual();
accruals.MapApproveAccrual();
accruals.MapWithdrawAccrual();
accruals.MapViewAccrual();
accruals.MapFindAccrualPostings();

var statements = api.MapGroup("/statements");
statements.MapFindStatements();
statements.MapViewStatement();
statements.MapFindNextSteps();
statements.MapExportLines();
statements.MapFindPostings();
statements.MapAgreeLine();
statements.MapAgreeLines();
statements.MapDisputeLine();
statements.MapDisputeLines();
statements.MapCommentLine();
statements.MapReadComments();
statements.MapAttachToLine();
statements.MapReadAttachments();
statements.MapWithdrawAttachment();
statements.MapWithdrawLine();
statements.MapSettleStatement();
statements.MapReconcileStatement();
statements.MapReadReconciliation();
statements.MapFindDecisions();
statements.MapMatchByHand();
statements.MapSplitLine();
statements.MapUndoMatch();
statements.MapAdoptProposal();
statements.MapRejectProposal();
statements.MapWriteOffItem();
statements.MapAnswerWriteOff();
statements.MapAssignItem();
statements.MapUndoDecision();
statements.MapIssueInvoices();

var disputes = api.MapGroup("/disputes");
disputes.MapFindDisputes();
disputes.MapViewDispute();
disputes.MapAcknowledgeDispute();
disputes.MapReviewDispute();
disputes.MapHandOverDispute();
disputes.MapResolveDispute();
disputes.MapEscalateDispute();

var invoices = api.MapGroup("/invoices");
invoices.MapFindInvoices();
invoices.MapViewInvoice();
invoices.MapRespondToInvoice();
invoices.MapAnswerResponse();

var invoicing = api.MapGroup("/invoicing-details");
invoicing.MapLoadInvoicingDetails();
invoicing.MapViewInvoicingDetails();

api.MapGroup("/service-periods").MapViewServicePeriod();
api.MapGroup("/final-account").MapViewFinalAccount();

api.MapGroup("/lines").MapExplainLine();

var budgets = api.MapGroup("/budgets");
budgets.MapLoadBudget();
budgets.MapFindBudget();
api.MapGroup("/variance").MapViewVariance();

api.MapGroup("/simulations").MapSimulate();
api.MapGroup("/contingent").MapFindContingent();

var journals = api.MapGroup("/journals");
journals.MapFindJournals();
journals.MapViewJournal();
journals.MapAcknowledgeJournal();
journals.MapRecodeJournal();

var batches = api.MapGroup("/ledger-batches");
batches.MapPostLedgerBatch();
batches.MapReadLedgerBatch();
batches.MapFindLedgerBatches();
batches.MapMatchArrivals();
api.MapReadLedgerLines();
api.MapPostControlBalances();
api.MapViewControlAccounts();
api.MapPostBankStatement();
var bankEntries = api.MapGroup("/bank-entries");
bankEntries.MapFindBankEntries();
bankEntries.MapViewBankEntry();
bankEntries.MapAllocateByHand();
bankEntries.MapUndoAllocation();
api.MapFindOpenItems();

var notices = api.MapGroup("/notices");
notices.MapFindNotices();
notices.MapReadNotices();

api.MapGroup("/officers").MapFindOfficers();

var cover = api.MapGroup("/cover");
cover.MapNameDeputy();
cover.MapEndCover();
cover.MapFindDeputies();

var agreements = api.MapGroup("/agreement-of-balances");
agreements.MapFindPacks();
agreements.MapSetBalanceTerms();
agreements.MapViewPack();
agreements.MapSendBalanceStatement();
agreements.MapAnswerBalanceStatement();
agreements.MapSignPack();

api.MapGroup("/opening-balances").MapConfirmOpening();

api.MapReports();

app.Run();
