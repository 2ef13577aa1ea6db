using System.Globalization;
using System.Text;
using AtRun.Protocol.Commands.Calls;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Calls;

/// <summary>What the SIM lets be changed after its PIN2 only (GSM 11.11 §10.3.8-10.3.12).</summary>
internal static class BehindPin2
{
    /// <summary>Null: it may be changed; else why not.</summary>
    public static async ValueTask<FinalResult?> Refuse(AtCall call, string pin2)
    {
        var sim = call.Module.Sim;
        var result = pin2.Length > 0 ? sim.ResultOfPin2(await sim.Card.EnterPin2(pin2)) : sim.Card.Pin2Verified ? FinalResult.Ok : sim.RefuseWithoutPin2();
        return result.IsSuccess ? default(FinalResult?) : result;
    }
}

[AtHandler]
internal sealed class CaocHandler : Handler<Caoc>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Caoc value)
    {
        if (value.Mode != Caoc.Query) return call.Store(value);
        call.Out.Line($"{Command.Name}: \"{call.Module.Calls.Meter.Current:X6}\"");
        return Ok;
    }

    /// <summary>The old styles print it without brackets (AT reference 80000ST10025a p125).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {(call.OldStyle ? "0, 1, 2" : "(0-2)")}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CacmHandler : Handler<Cacm>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Cacm value)
    {
        if (await BehindPin2.Refuse(call, value.Pwd) is { } refusal) return refusal;
        await call.Module.Calls.Meter.Reset();
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: \"{call.Module.Calls.Meter.Sum:X6}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CammHandler : Handler<Camm>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, Camm value)
    {
        if (await BehindPin2.Refuse(call, value.Pwd) is { } refusal) return refusal;
        await call.Module.Calls.Meter.SetMaximum(value.AcmMax);
        return FinalResult.Ok;
    }

    /// <summary>Hexadecimal; the old styles have it in decimal (AT reference 80000ST10025a p171).</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var most = call.Module.Calls.Meter.Maximum;
        call.Out.Line($"{Command.Name}: \"{(call.OldStyle ? most.ToString(CultureInfo.InvariantCulture) : most.ToString("X6", CultureInfo.InvariantCulture))}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CpucHandler : Handler<Cpuc>
{
    private const int CurrencyLength = 3, MostFigures = 0xFFF, MostPower = 7, Negative = 0x10;

    protected override async ValueTask<FinalResult> Write(AtCall call, Cpuc value)
    {
        if (!TryEncode(value, out var record)) return Refusal;
        if (await BehindPin2.Refuse(call, value.Pwd) is { } refusal) return refusal;
        await call.Module.World.Sim.UnitPrice.Write(1, record);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var file = call.Module.World.Sim.UnitPrice;
        if (file.Count == 0) return Answer(CmeError.SimNotInserted);
        var record = file.Read(1).Span;
        var figures = record[CurrencyLength] << 4 | record[CurrencyLength + 1] & 15;
        var power = record[CurrencyLength + 1] >> 5;
        var price = (record[CurrencyLength + 1] & Negative) != 0 ? figures / Ten(power) : figures * Ten(power);
        call.Out.Line($"{Command.Name}: \"{Encoding.Latin1.GetString(record[..CurrencyLength]).TrimEnd()}\",\"{price.ToString("0.#######", CultureInfo.InvariantCulture)}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;

    //   3  currency       12 bits figures, 1 bit sign and 3 bits size of the power of ten:   ffffffff pppsffff
    private static bool TryEncode(Cpuc value, out byte[] record)
    {
        record = Encoding.Latin1.GetBytes(value.Currency.PadRight(CurrencyLength) + "\0\0");
        if (!decimal.TryParse(value.Ppu, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || value.Currency.Any(c => c > 127)) return false;
        var power = 0;
        // As many figures as there is room for.
        while (power > -MostPower && price * Ten(-power) != Math.Truncate(price * Ten(-power)) && price * Ten(1 - power) <= MostFigures) power--;
        while (power < MostPower && Scaled(price, power) > MostFigures) power++;
        var figures = Math.Truncate(Scaled(price, power));
        if (figures > MostFigures) return false;
        record[CurrencyLength] = (byte)((int)figures >> 4);
        record[CurrencyLength + 1] = (byte)((int)figures & 15 | (power < 0 ? Negative : 0) | Math.Abs(power) << 5);
        return true;
    }

    private static decimal Scaled(decimal price, int power) => power < 0 ? price * Ten(-power) : price / Ten(power);

    private static decimal Ten(int power)
    {
        var result = 1m;
        while (power-- > 0) result *= 10;
        return result;
    }
}

[AtHandler]
internal sealed class CcweHandler : Handler<Ccwe>
{
    /// <summary>Refused where the card has no meter (AT reference 80000ST10025a p371).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Ccwe value) =>
        call.Module.World.Sim.CallMeter.Count == 0 ? Answer(CmeError.OperationNotAllowed) : call.Store(value);
}
