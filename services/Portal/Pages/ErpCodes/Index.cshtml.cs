using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Portal.Clients;
using Portal.Govuk;
using Portal.SignIn;

namespace Portal.Pages.ErpCodes;

/// <summary>What the codes of the council's own ERPs stand for. A finance officer loads more of them from a file.</summary>
public sealed class IndexModel(ErpMappingClient mapping) : PageModel
{
    private const int Largest = 500 * 1024;

    /// <summary>Made with the form, so that sending it twice loads once.</summary>
    [BindProperty]
    public Guid Key { get; set; }

    [BindProperty]
    public IFormFile? Csv { get; set; }

    public IReadOnlyList<MappedCode> All { get; private set; } = [];

    public FieldErrors Errors { get; } = new();

    [TempData]
    public string? Done { get; set; }

    /// <summary>The services hold the same rule.</summary>
    public bool CanLoad => User.IsFinanceOfficer();

    public async Task OnGet(CancellationToken cancel)
    {
        Key = Guid.CreateVersion7();
        All = await mapping.All(cancel);
    }

    /// <summary>In the form in which they are loaded.</summary>
    public async Task<IActionResult> OnGetCsv(CancellationToken cancel)
    {
        var rows = (await mapping.All(cancel)).Select(code => string.Join(',', new[]
        {
            code.SourceSystem, code.EffectiveFrom.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), code.Setting, code.Ours ?? "", code.Theirs
        }.Select(Quoted)));
        var file = string.Join("\r\n", [.. rows.Prepend("source_system,effective_from,setting,ours,theirs"), ""]);
        return File(Encoding.UTF8.GetBytes(file), "text/csv; charset=utf-8", "erp-codes.csv");
    }

    public async Task<IActionResult> OnPost(CancellationToken cancel)
    {
        if (!CanLoad)
        {
            return Forbid();
        }

        if (Key == Guid.Empty)
        {
            return BadRequest();
        }

        if (Csv?.Length is not (> 0 and <= Largest))
        {
            Errors.Add("csv", Csv is null ? "Select a file" : Csv.Length == 0 ? "The file that you selected is empty"
                : $"The file must be {Largest / 1024} KB or smaller");
        }
        else if (await LoadAsync(Csv, cancel) is { } done)
        {
            Done = done;
            return RedirectToPage("/ErpCodes/Index");
        }

        // What was sent is answered: what is sent next is another file.
        Key = Guid.CreateVersion7();
        ModelState.Remove(nameof(Key));
        All = await mapping.All(cancel);
        return Page();
    }

    private static string Quoted(string field) =>
        field.AsSpan().ContainsAny("\",\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private async Task<string?> LoadAsync(IFormFile csv, CancellationToken cancel)
    {
        await using var content = csv.OpenReadStream();
        var (loaded, refused) = await mapping.Load(content, Key, cancel);
        if (loaded is null)
        {
            Errors.Add("csv", refused!.Sentence);
            return null;
        }

        var fate = $"{Written.Count(loaded.Taken, "row")} of {loaded.Rows} loaded, {loaded.Unchanged} already known";
        foreach (var fault in loaded.NotTaken)
        {
            Errors.Add("csv", $"Row {fault.Row}, {fault.Column} “{fault.Value}”: {fault.Rule}");
        }

        if (Errors.Any)
        {
            Errors.Add("csv", $"{fate}; put the others right and send them again");
        }

        return Errors.Any ? null : $"{fate}.";
    }
}
