using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;

namespace Portal.Pages.Statements;

/// <summary>Why a line is what it is, in sentences, down to the rate, the days, the clause and the decision, and to the pay for those who
/// may read it.</summary>
public sealed class WhyModel(StatementsClient statements) : PageModel
{
    public string Number { get; private set; } = "";

    public Statement.Line Line { get; private set; } = null!;

    public LineExplanation.Reasons Why { get; private set; } = null!;

    public async Task<IActionResult> OnGet(string number, string line, CancellationToken cancel)
    {
        if (await statements.Line(number, line, cancel) is not { } found)
        {
            return NotFound();
        }

        (Number, Line) = (number, found);
        Why = (await statements.Explanation(line, cancel)).Explanation;
        return Page();
    }
}
