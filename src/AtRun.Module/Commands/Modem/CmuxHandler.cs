using AtRun.Module.Instances;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class CmuxHandler : Handler<Cmux>
{
    /// <summary>On a serial port the multiplexer takes the port when the answer is out.</summary>
    /// <remarks>
    /// In a channel it has no effect (Telit 30268ST10299A p25). What serves messages has no port that frames could come by: it waits for
    /// them for good (SMS-18). TCPATRUN has none either and goes on: ERROR.
    /// </remarks>
    protected override ValueTask<FinalResult> Write(AtCall call, Cmux value)
    {
        var multiplexer = call.Module.Multiplexer;
        if (!multiplexer.Offers(value)) return Answer(CmeError.OperationNotSupported);
        switch (call.Instance.User)
        {
            case { Owner: Owner.Cmux }:
                return Ok;
            case { Owner: Owner.SmsAtRun or Owner.EventMonitor }:
                call.Module.SharedInstance.BlockForGood();
                return Ok;
            case LocalPort port when multiplexer.CanStart(port):
                call.Instance.AfterLine(() => multiplexer.Start(port, value));
                return Ok;
            default:
                return Error;
        }
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var running = call.Module.Multiplexer.Running ?? new();
        call.Out.Line($"{Command.Name}: {running.Mode},{running.Subset}");
        return Ok;
    }

    /// <summary>Mode and subset alone (AT reference 80000ST10025a p84); mode 1 is the owner's choice.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.Module.Options.AdvancedMultiplexer ? "(0,1)" : Command.Parameters[0].Domain)},{Command.Parameters[1].Domain}");
        return Ok;
    }
}
