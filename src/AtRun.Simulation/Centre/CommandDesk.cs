using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation.Centre;

/// <summary>What a module asks to be done with a message that it sent (SMS-COMMAND, 23.040 §9.2.2.4, §9.2.3.19).</summary>
internal static class CommandDesk
{
    private const byte Enquiry = 0;
    private const byte CancelStatusReport = 1;
    private const byte Delete = 2;
    private const byte EnableStatusReport = 3;

    /// <returns>Why it was not done; null: it was.</returns>
    public static CmsError? Run(SmsCentre centre, ModuleMailbox module, SmsCommand command)
    {
        var held = centre.Ledger.FindByReference((centre.Directory.KeyOf(module.Number), centre.Directory.KeyOf(command.Destination)), command.MessageNumber);
        switch (command.CommandType)
        {
            // A report is what an enquiry is for, whatever its TP-SRR.
            case Enquiry:
                if (held is null) module.PutReport(command.Destination, centre.Now, null, DeliveryStatus.DoesNotExist, command.Reference, aboutCommand: true);
                else module.PutReport(held, command.Reference, aboutCommand: true);
                return null;
            case Delete when held is not null && centre.Ledger.Cancel(held, DeliveryStatus.DeletedBySender):
                break;
            case CancelStatusReport or EnableStatusReport when held is { Message.State: MessageState.Enroute }:
                held.StatusReport = command.CommandType == EnableStatusReport;
                break;
            case CancelStatusReport or Delete or EnableStatusReport:
                return CmsError.CommandCannotBeActioned;
            default:
                return CmsError.CommandUnsupported;
        }
        if (command.StatusReportRequest) module.PutReport(held, command.Reference, aboutCommand: true);
        return null;
    }
}
