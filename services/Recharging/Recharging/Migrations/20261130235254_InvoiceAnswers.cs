using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Recharging.Migrations
{
    /// <inheritdoc />
    public partial class InvoiceAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string[]>(
                name: "conditions",
                table: "invoice_responses",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.CreateTable(
                name: "invoice_answers",
                columns: table => new
                {
                    response_id = table.Column<long>(type: "bigint", nullable: false),
                    council = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invoice_answers", x => x.response_id);
                    table.ForeignKey(
                        name: "fk_invoice_answers_invoice_responses_response_id",
                        column: x => x.response_id,
                        principalTable: "invoice_responses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "invoice_answers");

            migrationBuilder.DropColumn(
                name: "conditions",
                table: "invoice_responses");
        }
    }
}
