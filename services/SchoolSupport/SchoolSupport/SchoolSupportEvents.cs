using Governance.Contracts;
using SchoolSupport.Authorities;
using SchoolSupport.Contracts;
using SchoolSupport.JointPersons;

namespace SchoolSupport;

/// <summary>What SchoolSupport tells, and which slice hears what from whom.</summary>
public static class SchoolSupportEvents
{
    public static void Map(EventMap<SchoolSupportDb> events) => events
        .Publishes<CommissionAgreed>()
        .Publishes<CommissionPaused>()
        .Publishes<CommissionResumed>()
        .Publishes<CommissionStopped>()
        .Publishes<SupportDayEvidenced>()
        .ListensTo("governance")
        .On<AgreementInForce>(WhenAgreementInForce.Handle)
        .On<AgreementVaried>(WhenAgreementVaried.Handle)
        .On<AgreementEnded>(WhenAgreementEnded.Handle)
        .On<JointPersonRecorded>(WhenJointPersonRecorded.Handle)
        .On<JointPersonEnded>(WhenJointPersonEnded.Handle);
}
