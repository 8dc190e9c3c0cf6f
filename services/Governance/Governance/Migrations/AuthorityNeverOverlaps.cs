namespace Governance.Migrations;

/// <summary>
/// Of two agreements between the same councils never both are an authority on one day, whatever the code says: a successor begins
/// when what it follows has ended.
/// </summary>
internal static class AuthorityNeverOverlaps
{
    public const string Sql =
        """
        ALTER TABLE agreements ADD CONSTRAINT authority_never_overlaps
        EXCLUDE USING gist (provider WITH =, recipient WITH =, daterange(first_day, last_day, '[]') WITH &&)
        WHERE (status IN ('InForce', 'EndAgreed'))
        """;
}
