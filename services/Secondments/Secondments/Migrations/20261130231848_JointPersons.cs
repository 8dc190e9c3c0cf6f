using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Secondments.Migrations
{
    /// <inheritdoc />
    public partial class JointPersons : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "home_approved_by",
                table: "secondments",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "pending_asked_by_officer",
                table: "secondments",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "joint_persons",
                columns: table => new
                {
                    reference = table.Column<string>(type: "text", nullable: false),
                    parties = table.Column<string[]>(type: "text[]", nullable: false),
                    sign_ins = table.Column<string[]>(type: "text[]", nullable: false),
                    is_ended = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_joint_persons", x => x.reference);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "joint_persons");

            migrationBuilder.DropColumn(
                name: "home_approved_by",
                table: "secondments");

            migrationBuilder.DropColumn(
                name: "pending_asked_by_officer",
                table: "secondments");
        }
    }
}
