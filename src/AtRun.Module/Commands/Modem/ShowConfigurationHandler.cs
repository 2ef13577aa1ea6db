using System.Text;
using AtRun.Module.Settings;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

[AtHandler]
internal sealed class ShowConfigurationHandler : Handler<ShowConfiguration>
{
    // AT reference 80000ST10025a p48
    private static readonly AtCommand[] _registers =
        [S0.Command, S1.Command, S2.Command, S3.Command, S4.Command, S5.Command, S7.Command, S12.Command, S25.Command, S30.Command, S38.Command];

    protected override ValueTask<FinalResult> Write(AtCall call, ShowConfiguration value)
    {
        switch (value.What)
        {
            case 0: ShowBase(call); break;
            case 2: ShowLastConnection(call); break;
            default: ShowRegisters(call, withInactivity: value.What == 3); break;
        }
        return Ok;
    }

    /// <summary>The base section as one would type it: basic commands, S parameters, extended commands.</summary>
    private static void ShowBase(AtCall call)
    {
        call.Out.Line("ACTIVE PROFILE:");
        var chosen = Profiles.ChosenAtPowerOn(call.Instance);
        var all = CommandTable.All.Where(c => c.Facts.Saved == Saved.Base && call.Module.Product.Has(c)).ToArray();
        call.Out.Line(Join(call, all.Where(c => c.IsBasic && !c.IsRegister), "") + $" &Y{chosen.Base} &P{chosen.Extended}");
        call.Out.Line(Join(call, all.Where(c => c.IsRegister).OrderBy(c => int.Parse(c.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)), "="));
        foreach (var command in all.Where(c => !c.IsBasic)) call.Values(command, call.Get(command));
    }

    private static string Join(AtCall call, IEnumerable<AtCommand> commands, string between)
    {
        var text = new StringBuilder();
        var value = new OctetBuffer(8);
        foreach (var command in commands)
        {
            value.Clear();
            command.FormatObject(call.Get(command), value);
            text.Append(text.Length == 0 ? "" : " ").Append(command.Name).Append(between).Append(value);
        }
        return text.ToString();
    }

    private static void ShowLastConnection(AtCall call)
    {
        var calls = call.Module.Calls;
        call.Out.Line($"LAST NUMBER: {calls.LastNumber ?? "-"}");
        if (calls.Last is not { } last)
        {
            call.Out.Line("LAST CONNECTION: -");
            return;
        }
        var lasted = last.Call.ConnectedAt is { } since ? last.Ended - since : TimeSpan.Zero;
        call.Out.Line($"LAST CONNECTION: {last.Result.ToString()}");
        call.Out.Line($"REASON: {last.Cause.Number} {last.Cause.Text}");
        call.Out.Line($"SECONDS: {(long)lasted.TotalSeconds}");
        if (last.Call.Channel is { } channel) call.Out.Line($"SENT: {channel.Octets.Sent} RECEIVED: {channel.Octets.Received}");
    }

    private static void ShowRegisters(AtCall call, bool withInactivity)
    {
        call.Out.Line("REG DEC HEX");
        var text = new OctetBuffer(8);
        foreach (var register in _registers)
        {
            if (register == S30.Command && !withInactivity) continue;
            var value = call.Module.Calls.Rings;
            if (register != S1.Command)
            {
                text.Clear();
                register.FormatObject(call.Get(register), text);
                value = int.Parse(text.Written, System.Globalization.CultureInfo.InvariantCulture);
            }
            call.Out.BeginLine();
            call.Out.Number(int.Parse(register.Name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture), "D3");
            call.Out.Octets(" "u8);
            call.Out.Number(value, "D3");
            call.Out.Octets(" "u8);
            call.Out.Number(value, "X2");
            call.Out.EndLine();
        }
    }
}
