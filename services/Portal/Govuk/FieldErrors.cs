namespace Portal.Govuk;

/// <summary>What is wrong with a form, in the order of its fields: the summary on top and the message at the field say the same.</summary>
public sealed class FieldErrors
{
    private readonly List<(string Field, string Message)> _errors = [];

    public bool Any => _errors.Count > 0;

    public IReadOnlyList<(string Field, string Message)> All => _errors;

    public void Add(string field, string message) => _errors.Add((field, message));

    public string? For(string field) =>
        _errors.Where(error => error.Field == field).Select(error => error.Message).FirstOrDefault();
}
