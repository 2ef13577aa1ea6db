using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Module.Worlds;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sim;

/// <summary>A command to a file of the SIM, with the way to it: what +CRSM leaves to the module.</summary>
internal static class SimFileAccess
{
    private const byte GsmClass = 0xA0, SelectInstruction = 0xA4;
    private const int Master = 0x3F00, Telecom = 0x7F10, Gsm = 0x7F20;

    /// <summary>Data and status, or the status of what failed on the way.</summary>
    public static async ValueTask<byte[]> Run(SimService sim, int file, int instruction, int p1, int p2, int p3, ReadOnlyMemory<byte> data)
    {
        var session = sim.Card.OpenSession();
        if (file >= 0)
            foreach (var id in PathTo(file))
                if (await session.Exchange(Command(SelectInstruction, 0, 0, 2, new[] { (byte)(id >> 8), (byte)id })) is not [0x9F, _] and var failed) return failed;
        return await session.Exchange(Command(instruction, p1, p2, p3, data));
    }

    /// <summary>Where files are (GSM 11.11 figure 8): 2F.. under the master file, 6F3A-6F4F with telecom, other 6F.. with GSM.</summary>
    private static int[] PathTo(int file) => (file >> 8, file & 0xFF) switch
    {
        (0x6F, >= 0x3A and <= 0x4F and not (0x3E or 0x3F or 0x41 or 0x45 or 0x46 or 0x48)) => [Master, Telecom, file],
        (0x6F, _) => [Master, Gsm, file],
        _ => [Master, file],
    };

    private static byte[] Command(int instruction, int p1, int p2, int p3, ReadOnlyMemory<byte> data) =>
        [GsmClass, (byte)instruction, (byte)p1, (byte)p2, (byte)p3, .. data.Span];
}

[AtHandler]
internal sealed class CrsmHandler : Handler<Crsm>
{
    /// <summary>Octets of the facts of a file, and of a directory (GSM 11.11 §9.2.1).</summary>
    private const int FileFacts = 15, DirectoryFacts = 22;

    protected override async ValueTask<FinalResult> Write(AtCall call, Crsm value)
    {
        var sim = call.Module.Sim;
        if (sim.State == SimState.NotInserted) return CmeError.SimNotInserted;
        var reads = value.Cmd is Crsm.ReadBinary or Crsm.ReadRecord;
        // Reading is possible without the PIN: the card says what may be read then (AT reference 80000ST10025a p164).
        if (!reads && sim.Refusal is { } refusal) return refusal;
        var writes = value.Cmd is Crsm.UpdateBinary or Crsm.UpdateRecord;
        if ((reads || writes) && (value.FileId < 0 || value.P1 < 0 || value.P2 < 0 || value.P3 < 0)) return Refusal;
        if (value.Cmd == Crsm.GetResponse && value.FileId < 0) return Refusal;
        if (!TeText.TryReadHex(System.Text.Encoding.Latin1.GetBytes(value.Data), out var data) || (writes ? data.Length != value.P3 : data.Length > 0)) return Refusal;
        var length = value.P3 > 0 || reads || writes ? value.P3 : value.Cmd == Crsm.Status ? DirectoryFacts : FileFacts;
        var answer = await SimFileAccess.Run(sim, value.FileId, value.Cmd, Math.Max(value.P1, 0), Math.Max(value.P2, 0), length, data);
        call.Out.BeginLine();
        call.Out.Text($"{Command.Name}: {answer[^2]},{answer[^1]}");
        if (answer.Length > 2) call.Out.Text($",{Convert.ToHexString(answer.AsSpan(..^2))}");
        call.Out.EndLine();
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class CsimHandler : Handler<Csim>
{
    private const int Header = 5;

    // Commands that bring data with them (AT reference 80000ST10025a p377).
    private static readonly byte[] _withData = [0xA4, 0x10, 0xC2, 0x14, 0xA2];

    protected override ValueTask<FinalResult> Write(AtCall call, Csim value)
    {
        var sim = call.Module.Sim;
        if (value.Apdu.Length == 0 && value.Length is 0 or 1) return Answer(sim.Claim(call.Instance, value.Length == 1) ? FinalResult.Ok : CmeError.OperationNotAllowed);
        if (value.Apdu.Length != value.Length || !TeText.TryReadHex(System.Text.Encoding.Latin1.GetBytes(value.Apdu), out var octets) || octets.Length < Header
            || (_withData.Contains(octets[1]) && octets[4] != octets.Length - Header)) return Answer(CmeError.OperationNotSupported);
        return sim.Session is { } session ? Exchange(call, session, octets) : Answer(CmeError.OperationNotAllowed);
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;

    private static async ValueTask<FinalResult> Exchange(AtCall call, ISimSession session, byte[] octets)
    {
        if (call.Module.Sim.Card.State == SimState.NotInserted) return CmeError.SimFailure;
        var answer = await session.Exchange(octets);
        call.Module.Sim.Used();
        call.Out.Line($"{Csim.Command.Name}: {2 * answer.Length},\"{Convert.ToHexString(answer)}\"");
        return FinalResult.Ok;
    }
}
