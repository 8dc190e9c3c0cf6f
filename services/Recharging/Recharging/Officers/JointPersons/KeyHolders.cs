using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ServiceDefaults;
using Values;

namespace Recharging.Officers;

/// <summary>Whose key a caller turns, where two are needed.</summary>
public static class KeyHolders
{
    public static async Task<KeyHolder> KeyHolderAsync(this RechargingDb db, Caller caller, CancellationToken cancellationToken) =>
        JointPerson.KeyOf(caller.Officer, caller.ActingForOfficer,
            await db.JointPersons.AsNoTracking().Where(person => !person.IsEnded).ToListAsync(cancellationToken));

    internal sealed class Table : IEntityTypeConfiguration<JointPerson>
    {
        public void Configure(EntityTypeBuilder<JointPerson> persons)
        {
            persons.ToTable("joint_persons").HasKey(person => person.Reference);
            persons.Ignore(person => person.Officers);
        }
    }
}
