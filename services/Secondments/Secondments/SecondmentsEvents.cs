using Governance.Contracts;
using Secondments.Authorities;
using Secondments.Contracts;
using Secondments.JointPersons;
using ServiceDefaults.Messaging;

namespace Secondments;

/// <summary>The closed lists of what this service tells and what it hears. README.md says when; a test holds both together.</summary>
public static class SecondmentsEvents
{
    public static void Map(EventMap<SecondmentsDb> events) => events
        .Publishes<PayChanged>()
        .Publishes<PersonEmployed>()
        .Publishes<EmploymentEnded>()
        .Publishes<EmploymentContinued>()
        .Publishes<SecondmentStarted>()
        .Publishes<SecondmentExtended>()
        .Publishes<SecondmentVaried>()
        .Publishes<SecondmentEnded>()
        .Publishes<SharedPostShareChanged>()
        .ListensTo("governance")
        .On<AgreementInForce>(WhenAgreementInForce.Handle)
        .On<AgreementVaried>(WhenAgreementVaried.Handle)
        .On<AgreementEnded>(WhenAgreementEnded.Handle)
        .On<JointPersonRecorded>(WhenJointPersonRecorded.Handle)
        .On<JointPersonEnded>(WhenJointPersonEnded.Handle);
}
