using System.Text;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>The commands of GSM 11.11 §9 to a simulated card, with what is selected.</summary>
/// <remarks>A card without an application toolkit, without an authentication key and without counters: those commands are unknown to it.</remarks>
internal sealed class SimSession(SimCard card, SimDirectory files) : ISimSession
{
    private const byte GsmClass = 0xA0;

    // The module has its own directory open.
    private int _directory = SimDirectory.Gsm;
    private SimFile? _file;
    private int _record;
    private byte[] _response = [];

    private bool IsPresent => card.State != SimState.NotInserted;

    public async ValueTask<byte[]> Exchange(ReadOnlyMemory<byte> command)
    {
        if (!IsPresent) return Status(0x6F00);
        var header = command.Span;
        var (instruction, p1, p2, p3) = (header[1], header[2], header[3], header[4]);
        if (header[0] != GsmClass) return Status(0x6E00);
        var data = command[5..];
        switch (instruction)
        {
            case 0xA4:
                return p3 == 2 && data.Length == 2 ? Select(data.Span[0] << 8 | data.Span[1]) : Status(0x6702);
            case 0xF2:
                return DirectoryFacts() is var facts && p3 <= facts.Length ? Answer(facts.AsSpan(0, p3)) : Status(0x6700 | facts.Length);
            case 0xC0:
                return _response.Length == 0 ? Status(0x6F00) : p3 <= _response.Length ? Answer(_response.AsSpan(0, p3)) : Status(0x6700 | _response.Length);
            case 0xB0:
                return ReadBinary(p1 << 8 | p2, p3 == 0 ? 256 : p3);
            case 0xD6:
                return data.Length == p3 ? await UpdateBinary(p1 << 8 | p2, data) : Status(0x6700);
            case 0xB2:
                return ReadRecord(p1, p2, p3);
            case 0xDC:
                return data.Length == p3 ? await UpdateRecord(p1, p2, data) : Status(0x6700);
            case 0xA2:
                return data.Length == p3 && p3 > 0 ? Seek(p2, data) : Status(0x6700);
            case 0x20 when p2 is 1 or 2:
                return Told(Secrets(data) is [var pin] ? p2 == 1 ? await card.Verify(pin) : await card.EnterPin2(pin) : null, p2);
            case 0x24 when p2 is 1 or 2:
                return Told(Secrets(data) is [var old, var changed] ? p2 == 1 ? await card.ChangePin(old, changed) : await card.ChangePin2(old, changed) : null, p2);
            case 0x26 or 0x28 when p2 == 1:
                return Told(Secrets(data) is [var switching] ? await card.EnablePin(instruction == 0x28, switching) : null, p2);
            case 0x2C when p2 is 0 or 2:
                return Told(Secrets(data) is [var puk, var fresh] ? p2 == 0 ? await card.Unblock(puk, fresh) : await card.Unblock2(puk, fresh) : null, p2);
            case 0xFA:
                return Status(0x9000);
            default:
                return Status(0x6D00);
        }
    }

    private static byte[] Status(int words) => [(byte)(words >> 8), (byte)words];

    private static byte[] Answer(ReadOnlySpan<byte> data) => [.. data, 0x90, 0x00];

    /// <summary>§9.4: 9840, no attempt left; 9804, wrong; 9808, in contradiction with its state.</summary>
    private byte[] Told(SimAnswer? answer, int which) => Status(answer switch
    {
        null => 0x6708,
        SimAnswer.Accepted => 0x9000,
        SimAnswer.WrongSecret => 0x9804,
        SimAnswer.NoAttemptLeft => 0x9840,
        _ => (which == 2 ? card.Pin2AttemptsLeft == 0 : card.State is SimState.Puk or SimState.Blocked) ? 0x9840 : 0x9808,
    });

    /// <summary>Secrets of eight octets each, FF behind their digits.</summary>
    private static string[] Secrets(ReadOnlyMemory<byte> data) =>
        data.Length is 0 or > 16 || data.Length % 8 != 0 ? [] : [.. Enumerable.Range(0, data.Length / 8).Select(i => Encoding.Latin1.GetString(data.Span.Slice(8 * i, 8).TrimEnd((byte)0xFF)))];

    private bool Allows(SimAccess access) => access switch
    {
        SimAccess.Always => true,
        SimAccess.Pin => card.State == SimState.Ready,
        SimAccess.Pin2 => card.Pin2Verified,
        _ => false,
    };

    /// <summary>§6.5: a directory; a file of the one that is selected; a directory beside it.</summary>
    private byte[] Select(int id)
    {
        if (id is SimDirectory.Master or SimDirectory.Telecom or SimDirectory.Gsm)
        {
            (_directory, _file, _record) = (id, null, 0);
            _response = DirectoryFacts();
        }
        else if (files.Find(id, _directory) is { } file)
        {
            (_file, _record) = (file, 0);
            _response = FileFacts(file);
        }
        else return Status(0x9404);
        return Status(0x9F00 | _response.Length);
    }

    /// <summary>§9.2.1, of a directory: memory, identifier, type; how many of what it has; PINs with their attempts.</summary>
    private byte[] DirectoryFacts()
    {
        var attempts = card.State is SimState.Puk or SimState.Blocked ? (Pin: 0, Puk: card.AttemptsLeft) : (Pin: card.AttemptsLeft, Puk: SimCard.PukAttempts);
        return
        [
            0, 0, 0, 0, (byte)(_directory >> 8), (byte)_directory, (byte)(_directory == SimDirectory.Master ? 1 : 2), 0, 0, 0, 0, 0,
            9, (byte)(card.PinEnabled ? 0x13 : 0x93), (byte)(_directory == SimDirectory.Master ? 2 : 0), (byte)files.CountIn(_directory), 4, 0,
            (byte)(0x80 | attempts.Pin), (byte)(0x80 | attempts.Puk), (byte)(0x80 | card.Pin2AttemptsLeft), 0x80 | SimCard.PukAttempts,
        ];
    }

    /// <summary>§9.2.1, of a file: size, identifier, type; access; status; structure and length of records.</summary>
    private static byte[] FileFacts(SimFile file) =>
    [
        // Invalidated by the administration, rehabilitated by the PIN: IMSI and LOCI (§10.3.2, §10.3.17). Records can be used even so.
        0, 0, (byte)(file.Size >> 8), (byte)file.Size, (byte)(file.Id >> 8), (byte)file.Id, 4, 0, (byte)((int)file.Read << 4 | (int)file.Update), (byte)(file.Records is null ? 0x00 : 0xF0),
        (byte)(file.Id is 0x6F07 or 0x6F7E ? 0x1A : 0xFF), (byte)(file.Records is null ? 1 : 5),
        2, (byte)(file.Records is null ? 0 : file.IsCycle ? 3 : 1), (byte)(file.Records?.Length ?? 0),
    ];

    private byte[] ReadBinary(int offset, int length)
    {
        if (_file is null) return Status(0x9400);
        if (_file.Binary is not { } binary) return Status(0x9408);
        if (!Allows(_file.Read)) return Status(0x9804);
        if (offset >= binary.Content.Length) return Status(0x9402);
        var left = binary.Content.Span[offset..];
        return length > left.Length ? Status(0x6700 | (byte)left.Length) : Answer(left[..length]);
    }

    private async ValueTask<byte[]> UpdateBinary(int offset, ReadOnlyMemory<byte> data)
    {
        if (_file is null) return Status(0x9400);
        if (_file.Binary is not { } binary) return Status(0x9408);
        if (!Allows(_file.Update)) return Status(0x9804);
        if (offset + data.Length > binary.Content.Length) return Status(0x9402);
        await binary.Write(offset, data);
        return Status(0x9000);
    }

    private byte[] ReadRecord(int number, int mode, int length)
    {
        if (_file is null) return Status(0x9400);
        if (_file.Records is not { } records) return Status(0x9408);
        if (!Allows(_file.Read)) return Status(0x9804);
        if (Place(number, mode) is not { } place) return Status(0x9402);
        return length != records.Length ? Status(0x6700 | records.Length) : Answer(records.Read(place).Span);
    }

    private async ValueTask<byte[]> UpdateRecord(int number, int mode, ReadOnlyMemory<byte> data)
    {
        if (_file is null) return Status(0x9400);
        if (_file.Records is not { } records) return Status(0x9408);
        if (!Allows(_file.Update)) return Status(0x9804);
        if (data.Length != records.Length) return Status(0x6700 | records.Length);
        // §8.6: of a cycle the oldest alone is overwritten, and becomes the first.
        if (_file.IsCycle)
        {
            if (mode != 3) return Status(0x9408);
            await records.Push(data);
            _record = 1;
            return Status(0x9000);
        }
        if (Place(number, mode) is not { } place) return Status(0x9402);
        await records.Write(place, data);
        return Status(0x9000);
    }

    /// <summary>The record meant; null: there is none such. 2 next, 3 previous, 4 by number or, for 0, the one that was dealt with last.</summary>
    private int? Place(int number, int mode)
    {
        var count = _file!.Records!.Count;
        var place = mode switch
        {
            2 => _record + 1,
            3 => _record == 0 ? count : _record - 1,
            4 => number == 0 ? _record : number,
            _ => 0,
        };
        if (place < 1 || place > count) return null;
        if (mode != 4) _record = place;
        return place;
    }

    /// <summary>§9.2.7: a record that begins so; with type 2 its number is the answer.</summary>
    private byte[] Seek(int how, ReadOnlyMemory<byte> pattern)
    {
        if (_file is null) return Status(0x9400);
        if (_file.Records is not { } records || _file.IsCycle) return Status(0x9408);
        if (!Allows(_file.Read)) return Status(0x9804);
        if (pattern.Length > records.Length) return Status(0x6700 | records.Length);
        var all = Enumerable.Range(1, records.Count);
        var order = (how & 0x0F) switch { 0 => all, 1 => all.Reverse(), 2 => all.Where(n => n > _record), _ => all.Where(n => _record == 0 || n < _record).Reverse() };
        var found = order.FirstOrDefault(n => records.Read(n).Span.StartsWith(pattern.Span));
        if (found == 0) return Status(0x9404);
        _record = found;
        if (how < 0x10) return Status(0x9000);
        _response = [(byte)found];
        return Status(0x9F01);
    }
}
