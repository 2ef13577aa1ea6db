using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

/// <summary>Without a value it is read (AT reference 80000ST10025a p323); the present interface style does not have it.</summary>
[AtHandler]
internal sealed class CopsModeHandler : Handler<CopsMode>
{
    protected override ValueTask<FinalResult> Write(AtCall call, CopsMode value) => call.OldStyle ? call.Store(value) : Error;

    protected override ValueTask<FinalResult> Read(AtCall call) => call.OldStyle ? base.Read(call) : Error;

    protected override ValueTask<FinalResult> Test(AtCall call) => call.OldStyle ? base.Test(call) : Error;
}
