using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Recharging.Officers;

/// <summary>
/// An officer who has signed in here, as the council's own identity provider vouched for them: name and roles are of their last new
/// token. Only such an officer is given a task or named as a deputy; nobody's sign-in is typed on trust.
/// </summary>
public sealed class KnownOfficer
{
    public required string Council { get; init; }

    public required string SignIn { get; init; }

    public required string Name { get; init; }

    public required string[] Roles { get; init; }

    /// <summary>When the name or the roles were last new.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    public bool HasAny(params string[] roles) => Roles.Intersect(roles, StringComparer.Ordinal).Any();

    internal sealed class Table : IEntityTypeConfiguration<KnownOfficer>
    {
        public void Configure(EntityTypeBuilder<KnownOfficer> officers) =>
            officers.ToTable("officers").HasKey(officer => new { officer.Council, officer.SignIn });
    }
}
