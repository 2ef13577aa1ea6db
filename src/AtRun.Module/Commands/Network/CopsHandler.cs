using AtRun.Module.Services.Network;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CopsHandler : Handler<Cops>
{
    /// <summary>The operator must be given anew where it is needed; mode and format may be left out.</summary>
    protected override object Current(AtCall call, int row) => call.Get<Cops>() with { Oper = "" };

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var selection = call.Get<Cops>();
        // The technology (27.007 §7.3) is told where it is not GSM: so the notes' transcripts hold for products of both generations.
        if (call.Module.Network.IsRegistered && call.Module.World.Radio.Serving is { } cell)
            call.Out.Line($"{Command.Name}: {(int)selection.Mode},{selection.Format},\"{(selection.Format == Cops.Numeric ? cell.Plmn : cell.OperatorName)}\"{(cell.Technology > 0 ? $",{cell.Technology}" : "")}");
        else call.Out.Line($"{Command.Name}: {(int)selection.Mode}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Write(AtCall call, Cops value)
    {
        var (module, network) = (call.Module, call.Module.Network);
        if (!IsAsFormerProducts(call) && (value.Mode == SelectionMode.Locked || value.Format == Cops.ShortName)) return Answer(Refusal);
        switch (value.Mode)
        {
            case SelectionMode.FormatOnly:
                return call.Store(call.Get<Cops>() with { Format = value.Format });
            case SelectionMode.Deregister:
                call.Instance.AfterLine(() =>
                {
                    if (module.IsOn) network.Follow();
                });
                return Deregister(network, value with { Oper = "" });
            case SelectionMode.Automatic:
                return network.InTurn(stop => Select(network, value with { Oper = "" }, stop), call.Stop);
            default:
                if (value.Oper.Length == 0 || (value.Format == Cops.Numeric && !Cops.IsPlmn(value.Oper))) return Answer(Refusal);
                if (Plmn(module, value) is not { } plmn) return Answer(CmeError.NoNetworkService);
                return network.InTurn(stop => Select(network, value with { Oper = plmn }, stop), call.Stop);
        }
    }

    /// <summary>The operators that can be heard, and what may be set.</summary>
    /// <remarks>Refused while a data call or the GSM context is up (IP Easy guide 80000ST10028 p70).</remarks>
    protected override ValueTask<FinalResult> Test(AtCall call) => call.Module.Calls.HasData ? Answer(CmeError.OperationNotAllowed) : call.Module.Network.InTurn(stop => Search(call, stop), call.Stop);

    /// <summary>#SELINT 0 and 1 with #COPSMODE=0 (AT reference 80000ST10025a p100-101).</summary>
    private static bool IsAsFormerProducts(AtCall call) => call.OldStyle && call.Get<CopsMode>().Mode == 0;

    private static async ValueTask<FinalResult> Deregister(NetworkService network, Cops value)
    {
        await network.Keep(value);
        return FinalResult.Ok;
    }

    private static async ValueTask<FinalResult> Select(NetworkService network, Cops value, CancellationToken stop)
    {
        await network.Keep(value);
        return await network.Register(stop);
    }

    private async ValueTask<FinalResult> Search(AtCall call, CancellationToken stop)
    {
        var found = await call.Module.World.Radio.Search(stop);
        if (found.Count == 0) return CmeError.NoNetworkService;
        if (IsAsFormerProducts(call))
        {
            foreach (var (availability, name, plmn) in found) call.Out.Line($"+COPS: ({(int)StatusOf(availability)},\"{name}\",\"\",\"{plmn}\")");
            return FinalResult.Ok;
        }
        var technology = call.Module.World.Radio.Serving?.Technology ?? 0;
        call.Out.BeginLine();
        call.Out.Octets("+COPS: "u8);
        foreach (var (availability, name, plmn) in found)
        {
            call.Out.Octets("("u8);
            call.Out.Number((int)StatusOf(availability));
            call.Out.Octets(","u8);
            call.Out.Quoted(name);
            call.Out.Octets(",,"u8);
            call.Out.Quoted(plmn);
            if (technology > 0) call.Out.Text($",{technology}");
            call.Out.Octets("),"u8);
        }
        call.Out.Text(",");
        call.Out.Text(Command.Parameters[0].Domain);
        call.Out.Text(",");
        call.Out.Text(Command.Parameters[1].Domain);
        call.Out.EndLine();
        return FinalResult.Ok;

        // After +COPS=2 the radio may still be served for packet data: for +COPS that operator is only available.
        OperatorAvailability StatusOf(OperatorAvailability availability) =>
            availability == OperatorAvailability.Current && !call.Module.Network.IsRegistered ? OperatorAvailability.Available : availability;
    }

    private static string? Plmn(RunningModule module, Cops value) =>
        value.Format == Cops.Numeric ? value.Oper : module.World.Radio.PlmnOf(value.Oper);
}
