namespace Portal.Govuk;

/// <summary>One question of a form, as its partial draws it: label, hint, message, and what was typed.</summary>
public sealed record Field(string Name, string Label, string? Value, FieldErrors Errors, string? Hint = null)
{
    public string? Error => Errors.For(Name);

    public string Group => Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error";

    /// <summary>What a screen reader reads with the control; null when there is nothing.</summary>
    public string? DescribedBy
    {
        get
        {
            var ids = new[] { Hint is null ? null : $"{Name}-hint", Error is null ? null : $"{Name}-error" }.OfType<string>().ToArray();
            return ids.Length == 0 ? null : string.Join(' ', ids);
        }
    }

    /// <summary>The class of a control, and that of a control with an error.</summary>
    public string ClassOf(string control) => Error is null ? control : $"{control} {control}--error";
}

/// <summary>One of several answers.</summary>
public sealed record Choice(string Value, string Words, string? Hint = null);

/// <summary>A question with answers to choose from.</summary>
public sealed record Choices(Field Field, IReadOnlyList<Choice> All);
