namespace Recharging.Reports;

/// <summary>A field of a report holds a code: JSON has it as it is, tables have the officers' words for it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CodedAttribute(Codes list) : Attribute
{
    public Codes List => list;
}
