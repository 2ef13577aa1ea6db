using System.Globalization;
using AtRun.Protocol.Commands.Packet;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Packet;

[AtHandler]
internal sealed class MsClassHandler : Handler<MsClass>
{
    private const string Key = "packet/multislot";

    protected override object Current(AtCall call, int row) => new MsClass { Class = Present(call) };

    protected override async ValueTask<FinalResult> Write(AtCall call, MsClass value)
    {
        await call.Module.Nvm.SetText(Key, value.Class.ToString(CultureInfo.InvariantCulture));
        var attach = call.Module.Attach;
        if (value.AutoAttach == 0 || !attach.IsAttached) return FinalResult.Ok;
        return await call.CutPacketService(() =>
        {
            attach.Detach();
            attach.AttachByItself();
        });
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Present(call)}");
        return Ok;
    }

    private static int Present(AtCall call) => call.Module.Nvm.GetText(Key) is { } kept ? int.Parse(kept, CultureInfo.InvariantCulture) : MsClass.Highest;
}
