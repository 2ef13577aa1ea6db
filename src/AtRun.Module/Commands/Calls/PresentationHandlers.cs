using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

[AtHandler]
internal sealed class ClipHandler : Handler<Clip>
{
    /// <summary>&lt;m&gt;: 0 not provisioned, 1 provisioned, 2 unknown</summary>
    protected override async ValueTask<FinalResult> Read(AtCall call)
    {
        var status = !call.Module.Network.IsRegistered ? 2 : await call.Module.World.Supplementary.HasClip(call.Stop) ? 1 : 0;
        call.Out.Line($"{Command.Name}: {call.Get<Clip>().N},{status}");
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class ClirHandler : Handler<Clir>
{
    protected override async ValueTask<FinalResult> Read(AtCall call)
    {
        var status = call.Module.Network.IsRegistered ? await call.Module.World.Supplementary.Clir(call.Stop) : ClirStatus.Unknown;
        call.Out.Line($"{Command.Name}: {call.Get<Clir>().N},{(int)status}");
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class CcwaHandler : Handler<Ccwa>
{
    /// <summary>A parameter that was not given.</summary>
    private const int None = -1;

    private static readonly ServiceClass[] _classes = [ServiceClass.Voice, ServiceClass.Data, ServiceClass.Fax];

    /// <summary>&lt;n&gt; is kept; &lt;cmd&gt; goes to the network, for &lt;class&gt; or for voice, data and fax.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Ccwa value)
    {
        if (value is { Cmd: Ccwa.Query, Class: not None }) return Answer(Refusal);
        var stored = call.Store(new Ccwa { N = value.N });
        return value.Cmd == None ? stored : Ask(call, value.Cmd, value.Class == None ? ServiceClass.Usual : (ServiceClass)value.Class);
    }

    protected override object Current(AtCall call, int row) => new Ccwa { N = call.Get<Ccwa>().N, Cmd = None, Class = None };

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {call.Get<Ccwa>().N}");
        return Ok;
    }

    /// <summary>Of &lt;n&gt; alone (AT reference 80000ST10025a p118).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: (0,1)");
        return Ok;
    }

    private async ValueTask<FinalResult> Ask(AtCall call, int command, ServiceClass classes)
    {
        if (!call.Module.Network.IsRegistered) return CmeError.NoNetworkService;
        var services = call.Module.World.Supplementary;
        if (command != Ccwa.Query)
        {
            await services.SetCallWaiting(classes, command == Ccwa.Enable, call.Stop);
            return FinalResult.Ok;
        }
        var active = await services.CallWaiting(call.Stop) & ServiceClass.Usual;
        if (active == ServiceClass.None) call.Out.Line($"{Command.Name}: 0,{(int)ServiceClass.Usual}");
        else
            foreach (var single in _classes)
                if (active.HasFlag(single)) call.Out.Line($"{Command.Name}: 1,{(int)single}");
        return FinalResult.Ok;
    }
}
