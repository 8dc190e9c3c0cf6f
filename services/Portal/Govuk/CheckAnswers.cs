namespace Portal.Govuk;

/// <summary>
/// The step before anything is sent: what the officer typed, read once more. The answers travel hidden in the form, so nothing is kept
/// between the steps and going back loses nothing.
/// </summary>
/// <param name="Rows">Question and answer, as officers say them.</param>
/// <param name="Hidden">The fields as they were typed.</param>
/// <param name="Send">What the button says.</param>
/// <param name="Effect">What follows from it, in a sentence.</param>
public sealed record CheckAnswers(
    IReadOnlyList<(string Question, string Answer)> Rows,
    IReadOnlyList<(string Name, string? Value)> Hidden,
    string Send,
    string? Effect = null);

/// <summary>Which button of a form was pressed; a form that says nothing asks to be checked.</summary>
public enum Step
{
    Check,
    Change,
    Send
}
