namespace SchoolSupport.Commissions;

/// <summary>Where a commission stands; README.md says who may move it.</summary>
public enum CommissionStatus
{
    Proposed,
    Agreed,
    InDelivery,
    Paused,
    Completed,
    Stopped,
}
