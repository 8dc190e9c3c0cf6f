using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using ServiceDefaults.Messaging;

namespace ServiceDefaults;

/// <summary>The tables that every service has, and how all tables are named.</summary>
public static partial class Tables
{
    public static ModelBuilder AddPlatformTables(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(outbox =>
        {
            outbox.ToTable("outbox").HasKey(message => message.Position);
            outbox.Property(message => message.Version).HasDefaultValueSql("0");
            outbox.Property(message => message.Partition).HasDefaultValueSql("0");
            outbox.Property(message => message.Payload).HasColumnType("jsonb");
            outbox.HasIndex(message => message.EventId).IsUnique();
            outbox.HasIndex(message => new { message.Aggregate, message.Version }).IsUnique();
            outbox.HasIndex(message => new { message.Partition, message.Position }).HasFilter("sent_at IS NULL");
        });
        model.Entity<OutboxStream>(stream => stream.ToTable("outbox_stream").HasKey(row => row.Aggregate));
        model.Entity<InboxMessage>(inbox =>
        {
            inbox.ToTable("inbox").HasKey(message => message.EventId);
            inbox.Property(message => message.State).HasConversion<string>();
            inbox.Property(message => message.Payload).HasColumnType("jsonb");
            inbox.HasIndex(message => new { message.Publisher, message.Aggregate, message.Version }).IsUnique();
            inbox.HasIndex(message => message.State).HasFilter("state IN ('Waiting', 'Parked')");
        });
        model.Entity<InboxStream>(stream => stream.ToTable("inbox_stream").HasKey(row => new { row.Publisher, row.Aggregate }));
        model.Entity<StoredAnswer>(answer =>
        {
            answer.ToTable("idempotency").HasKey(row => new { row.Issuer, row.Client, row.Key });
            answer.Property(row => row.Headers).HasColumnType("jsonb");
            answer.HasIndex(row => row.StoredAt);
        });
        model.Entity<AuditEntry>(audit =>
        {
            audit.ToTable("audit").HasKey(entry => entry.Position);
            audit.Property<DateTimeOffset>("WrittenAt").HasDefaultValueSql("now()");
            audit.HasIndex(entry => entry.Subject);
        });
        model.Entity<BusinessClockSetting>(clock =>
        {
            clock.ToTable("business_clock", table => table.HasCheckConstraint("one_row", "id = 1")).HasKey(setting => setting.Id);
            clock.Property(setting => setting.Id).ValueGeneratedNever();
        });
        return model;
    }

    /// <summary>Call it last: it renames what the model holds by then.</summary>
    public static ModelBuilder NameInSnakeCase(this ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            if (entity.GetViewName() is null && entity.GetTableName() is { } table)
            {
                entity.SetTableName(Snake(table));
            }

            foreach (var property in entity.GetProperties())
            {
                // A row version is PostgreSQL's own system column, whatever the property is called.
                property.SetColumnName(IsRowVersion(property) ? "xmin" : Snake(property.GetColumnName()));
            }

            foreach (var key in entity.GetKeys())
            {
                key.SetName(Snake(key.GetName()!));
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName(Snake(foreignKey.GetConstraintName()!));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(Snake(index.GetDatabaseName()!));
            }
        }

        return model;
    }

    private static bool IsRowVersion(IMutableProperty property) => property is
    {
        IsConcurrencyToken: true,
        ValueGenerated: ValueGenerated.OnAddOrUpdate
    } && property.ClrType == typeof(uint);

    private static string Snake(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WordStart();
}
