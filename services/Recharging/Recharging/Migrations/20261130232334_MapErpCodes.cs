using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Recharging.Migrations
{
    /// <inheritdoc />
    public partial class MapErpCodes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "mapped_codes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    council = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    source_system = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    effective_from = table.Column<DateOnly>(type: "date", nullable: false),
                    setting = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ours = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    theirs = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    loaded_by = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    loaded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_mapped_codes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_mapped_codes_council_source_system_setting_theirs_effective~",
                table: "mapped_codes",
                columns: new[] { "council", "source_system", "setting", "theirs", "effective_from" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "mapped_codes");
        }
    }
}
