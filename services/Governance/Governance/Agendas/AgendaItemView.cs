namespace Governance.Agendas;

/// <summary>An item as the officers of both councils read it.</summary>
public sealed record AgendaItemView(
    long Number,
    string? Body,
    string Placement,
    string Matter,
    string AgreementReference,
    string Title,
    string Asked,
    string Because,
    IReadOnlyList<string> Parties,
    string Source,
    AgendaItemStatus Status,
    DateTimeOffset PutOnAt,
    DateTimeOffset? PlacedAt,
    DateTimeOffset? SettledAt,
    string? Outcome)
{
    internal static AgendaItemView Of(AgendaItem item) => new(
        item.Number,
        item.BodyCode,
        item.Placement,
        item.Matter,
        item.AgreementReference,
        item.Title,
        item.Asked,
        item.Because,
        item.Parties,
        item.Source,
        item.Status,
        item.PutOnAt,
        item.PlacedAt,
        item.SettledAt,
        item.Outcome);
}
