using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Network;

[AtHandler]
internal sealed class CregHandler : Handler<Creg>
{
    /// <summary>Area and cell in hexadecimal digits, while registered (AT reference 80000ST10025a p98).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        // What everybody polls: no generic look-up, no formatted text.
        var (mode, network, line) = (((Creg)call.Instance.Settings.Get(Command)).Mode, call.Module.Network, call.Out);
        line.BeginLine();
        line.Octets("+CREG: "u8);
        line.Number(mode);
        line.Octets(","u8);
        line.Number((int)network.State);
        if (mode == 2 && network.IsRegistered)
        {
            line.Octets(","u8);
            network.WritePlace(line);
        }
        line.EndLine();
        return Ok;
    }
}
