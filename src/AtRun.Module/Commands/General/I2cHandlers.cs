using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.General;

/// <summary>What #I2CWR and #I2CRD have in common: two pins, a device, a register (AT reference 80000ST10025a p359-361).</summary>
internal static class I2cAddress
{
    /// <summary>Address with its read/write bit, up to 10 bits of address.</summary>
    private const int MaxDeviceId = 0x7FF;

    public static bool TryFind(AtCall call, int sda, int scl, string deviceId, string registerId, out II2cDevice? device, out int register)
    {
        device = null;
        register = 0;
        var pins = call.Module.Pins.Count;
        if (sda > pins || scl > pins || sda == scl || !TryHex(deviceId, out var id) || id > MaxDeviceId || !TryHex(registerId, out register)) return false;
        device = call.Module.Board.I2c.Find(id >> 1);
        return true;
    }

    private static bool TryHex(string text, out int value) => int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}

[AtHandler]
internal sealed class I2cWrHandler : Handler<I2cWr>
{
    /// <summary>Characters taken behind the prompt: two a digit pair, and line ends.</summary>
    private const int Limit = 1024;

    protected override async ValueTask<FinalResult> Write(AtCall call, I2cWr value)
    {
        if (!I2cAddress.TryFind(call, value.SdaPin, value.SclPin, value.DeviceId, value.RegisterId, out var device, out var register)) return Refusal;
        if (await call.Instance.Prompt(Prompts.Message, Limit) is not { } typed) return FinalResult.Ok;
        var octets = new byte[value.Len];
        var digits = string.Concat(typed.Where(o => o is not ((byte)' ' or (byte)'\r' or (byte)'\n')).Select(o => (char)o));
        if (digits.Length != 2 * value.Len || Convert.FromHexString(digits, octets, out _, out _) != System.Buffers.OperationStatus.Done) return FinalResult.Error;
        return device?.Write(register, octets) == true ? FinalResult.Ok : FinalResult.Error;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => I2cTest.Answer(call);
}

[AtHandler]
internal sealed class I2cRdHandler : Handler<I2cRd>
{
    /// <summary>The manual says so; the demo note prints <c>#I2CR</c>.</summary>
    private const string AnswerName = "#I2CRD";

    protected override ValueTask<FinalResult> Write(AtCall call, I2cRd value)
    {
        if (!I2cAddress.TryFind(call, value.SdaPin, value.SclPin, value.DeviceId, value.RegisterId, out var device, out var register)) return Answer(Refusal);
        Span<byte> octets = stackalloc byte[value.Len];
        if (device?.Read(register, octets) != true) return Error;
        call.Out.Line($"{AnswerName}: {Convert.ToHexString(octets)}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => I2cTest.Answer(call);
}

internal static class I2cTest
{
    /// <summary>The pins of the product, addresses and registers in hexadecimal digits. The manual prints no text: own choice.</summary>
    public static ValueTask<FinalResult> Answer(AtCall call)
    {
        var pins = call.Module.Pins.Count;
        call.Out.Line($"{call.Command.Name}: (1-{pins}),(1-{pins}),(0-7FF),(0-FF),{call.Command.Parameters[4].Domain}");
        return new(FinalResult.Ok);
    }
}
