using Microsoft.EntityFrameworkCore;
using Secondments.Contracts;
using ServiceDefaults;
using ServiceDefaults.Messaging;

namespace Secondments.HrExtracts;

/// <summary>What an extract's rows change of what is known: employments, their pay and their last days. Each change is told.</summary>
public sealed class ExtractChanges(HrExtract extract, bool saysLastDays, SecondmentsDb db, BusinessClock clock)
{
    private readonly List<StillHolds> stillHolds = [];

    /// <returns>What these rows leave as an earlier extract said it.</returns>
    public async Task<IReadOnlyList<StillHolds>> TakeAsync(IReadOnlyList<ExtractRow> rows, CancellationToken cancellationToken)
    {
        var references = rows.Select(row => row.EmploymentReference).Distinct().ToList();
        var employments = await db.Employments
            .Where(employment => references.Contains(employment.Reference))
            .ToDictionaryAsync(employment => employment.Reference, cancellationToken);
        var facts = (await db.PayFacts.AsNoTracking()
                .Where(fact => references.Contains(fact.EmploymentReference))
                .ToListAsync(cancellationToken))
            .ToLookup(fact => fact.EmploymentReference);

        foreach (var ofOne in rows.GroupBy(row => row.EmploymentReference))
        {
            // In the order of days, whatever the order in the file: a later row may only repeat what an earlier one said.
            List<ExtractRow> inOrder = [.. ofOne.OrderBy(row => row.EffectiveFrom)];
            TakeEmployment(inOrder[^1], inOrder[0].EffectiveFrom, employments.GetValueOrDefault(ofOne.Key));
            TakePay(inOrder, [.. facts[ofOne.Key]]);
        }

        return stillHolds;
    }

    private void TakeEmployment(ExtractRow latest, DateOnly firstDay, Employment? employment)
    {
        if (employment is null)
        {
            employment = new Employment
            {
                Reference = latest.EmploymentReference,
                Council = extract.Council,
                EmployeeNumber = latest.EmployeeNumber,
                PostTitle = latest.PostTitle,
            };
            db.Employments.Add(employment);
        }

        (employment.EmployeeNumber, employment.PostTitle) = (latest.EmployeeNumber, latest.PostTitle);
        TellPerson(employment, firstDay);
        if (saysLastDays)
        {
            TakeLastDay(latest.LastDay, employment);
        }
        else if (employment.LastDay is { } lastDay)
        {
            stillHolds.Add(new StillHolds(latest.Number, employment.Reference, ExtractColumns.LastDay,
                $"The last day stays {lastDay:yyyy-MM-dd}: the file has no column {ExtractColumns.LastDay}. Send it with an empty cell if "
                + "the leaving is called off."));
        }
    }

    private void TellPerson(Employment employment, DateOnly firstDay)
    {
        var person = $"{employment.Council}-{employment.EmployeeNumber}";
        if (person == employment.PersonTold)
        {
            return;
        }

        employment.PersonTold = person;
        Tell(employment.Reference, new PersonEmployed
        {
            EmploymentReference = employment.Reference,
            EmployerCouncil = employment.Council,
            PersonReference = person,
            EffectiveFrom = firstDay,
            OccurredAt = clock.GetUtcNow(),
        });
    }

    private void TakeLastDay(DateOnly? lastDay, Employment employment)
    {
        if (lastDay is { } leaves && leaves != employment.LastDay)
        {
            Tell(employment.Reference, new EmploymentEnded
            {
                EmploymentReference = employment.Reference,
                LastDay = leaves,
                OccurredAt = clock.GetUtcNow(),
            });
        }
        else if (lastDay is null && employment.LastDay is { } calledOff)
        {
            Tell(employment.Reference, new EmploymentContinued
            {
                EmploymentReference = employment.Reference,
                LastDay = calledOff,
                OccurredAt = clock.GetUtcNow(),
            });
        }

        employment.LastDay = lastDay;
    }

    private void TakePay(IReadOnlyList<ExtractRow> rows, List<PayFact> known)
    {
        var earlier = known.ToList();
        foreach (var row in rows)
        {
            if (PayFact.InForceOn(known, row.EffectiveFrom)?.Pay != row.Pay)
            {
                known.Add(TakePay(row));
            }
        }

        // An extract's last row is its latest word; that an earlier extract has a later one may be a mistake that outlives its correction.
        if (PayFact.InForceOn(earlier, DateOnly.MaxValue) is { } later && later.EffectiveFrom > rows[^1].EffectiveFrom
            && later.Pay != rows[^1].Pay)
        {
            stillHolds.Add(new StillHolds(rows[^1].Number, later.EmploymentReference, ExtractColumns.EffectiveFrom,
                $"From {later.EffectiveFrom:yyyy-MM-dd} on the pay in row {later.ExtractRow} of {later.ExtractReference} counts. Send a "
                + "row with that day if it is wrong."));
        }
    }

    private PayFact TakePay(ExtractRow row)
    {
        var fact = new PayFact
        {
            Council = extract.Council,
            EmploymentReference = row.EmploymentReference,
            EffectiveFrom = row.EffectiveFrom,
            Pay = row.Pay,
            ExtractReference = extract.Reference,
            ExtractRow = row.Number,
            LearnedAt = clock.GetUtcNow(),
        };
        db.PayFacts.Add(fact);
        Tell(row.EmploymentReference, new PayChanged
        {
            EmploymentReference = row.EmploymentReference,
            EmployerCouncil = extract.Council,
            EffectiveFrom = row.EffectiveFrom,
            Spine = row.Pay.Spine,
            SpinePoint = row.Pay.SpinePoint,
            FullTimeSalaryGbp = row.Pay.FullTimeSalaryGbp,
            Fte = row.Pay.Fte,
            PensionScheme = row.Pay.PensionScheme,
            SourceExtract = extract.Reference,
            SourceRow = row.Number,
            OccurredAt = clock.GetUtcNow(),
        });
        return fact;
    }

    private void Tell<TEvent>(string employment, TEvent told)
        where TEvent : class =>
        db.Outbox.Enqueue($"employment/{employment}", told);
}
