using System.Globalization;
using AtRun.Module.Worlds;
using AtRun.Protocol.Sms;

namespace AtRun.Simulation;

/// <summary>Who may do something with a file (GSM 11.11 §7.3).</summary>
internal enum SimAccess
{
    Always = 0,
    Pin = 1,
    Pin2 = 2,
    Administration = 10,
    Never = 15,
}

/// <summary>An elementary file of a card: one of octets, or one of records.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Directory">The one that it is in.</param>
/// <param name="Binary">Its octets; null: it has records.</param>
/// <param name="Records">Its records; null: it has octets.</param>
/// <param name="IsCycle">Its records are a cycle.</param>
internal sealed record SimFile(int Id, int Directory, SimAccess Read, SimAccess Update, SimBinary? Binary, SimRecords? Records = null, bool IsCycle = false)
{
    public int Size => Binary?.Content.Length ?? Records!.Count * Records.Length;
}

/// <summary>The files of a simulated card, as GSM 11.11 §10 lays them out.</summary>
internal sealed class SimDirectory
{
    public const int Master = 0x3F00, Telecom = 0x7F10, Gsm = 0x7F20;

    private const int ProviderLength = 16;

    private readonly List<SimFile> _files = [];

    public SimDirectory(IFlash flash, SimCardOptions made, string prefix)
    {
        var identity = made.Imsi;
        Add(0x2FE2, Master, SimAccess.Always, SimAccess.Never, Swapped(made.Iccid.PadRight(20, 'F')));
        Add(0x6F05, Gsm, SimAccess.Always, SimAccess.Pin, [0x01, 0xFF, 0xFF, 0xFF]);
        // §10.3.2: length; parity and type in front of the first digit.
        Add(0x6F07, Gsm, SimAccess.Pin, SimAccess.Administration, [8, .. Swapped("9" + identity)]);
        Add(0x6F20, Gsm, SimAccess.Pin, SimAccess.Pin, [.. Unused(8), 0x07]);
        Add(0x6F30, Gsm, SimAccess.Pin, SimAccess.Pin, Unused(60));
        Add(0x6F31, Gsm, SimAccess.Pin, SimAccess.Administration, [0x05]);
        // §10.3.7: PIN can be switched off, ADN, FDN, SMS; preferred networks, own numbers, SMSP, LND; provider's name.
        Add(0x6F38, Gsm, SimAccess.Pin, SimAccess.Administration, [0xFF, 0x30, 0x03, 0x03 | 0xC0, 0x03]);
        Add(0x6F46, Gsm, SimAccess.Always, SimAccess.Administration, [0x01, .. Name(made.ServiceProvider)]);
        Add(0x6F74, Gsm, SimAccess.Pin, SimAccess.Pin, Unused(16));
        Add(0x6F78, Gsm, SimAccess.Pin, SimAccess.Administration, AccessClass(identity));
        Add(0x6F7B, Gsm, SimAccess.Pin, SimAccess.Pin, Unused(12));
        // §10.3.17: no location, not updated.
        Add(0x6F7E, Gsm, SimAccess.Pin, SimAccess.Pin, [.. Unused(4), .. Unused(3), 0xFF, 0xFE, 0xFF, 0x01]);
        Add(0x6FAD, Gsm, SimAccess.Always, SimAccess.Administration, [0x00, 0x00, 0x00, 0x02]);
        Add(0x6FAE, Gsm, SimAccess.Always, SimAccess.Administration, [0x02]);
        Add(0x6F43, Telecom, SimAccess.Pin, SimAccess.Pin, Unused(2));

        void Add(int id, int directory, SimAccess read, SimAccess update, byte[] content) =>
            _files.Add(new(id, directory, read, update, new(flash, string.Create(CultureInfo.InvariantCulture, $"{prefix}ef/{id:X4}"), content)));
    }

    /// <summary>A file with records; one that the card has not has none.</summary>
    public void Add(int id, int directory, SimRecords records, SimAccess update = SimAccess.Pin, bool isCycle = false) =>
        _files.Add(new(id, directory, SimAccess.Pin, update, null, records, isCycle));

    public IEnumerable<SimBinary> Binaries => _files.Where(f => f.Binary is not null).Select(f => f.Binary!);

    /// <summary>A file of a directory; null: there is none such.</summary>
    public SimFile? Find(int id, int directory) => _files.Find(f => f.Id == id && f.Directory == directory && (f.Records is null || f.Records.Count > 0));

    public int CountIn(int directory) => _files.Count(f => f.Directory == directory);

    private static byte[] Unused(int octets) => [.. Enumerable.Repeat((byte)0xFF, octets)];

    /// <summary>Two digits an octet, the first in the lower half.</summary>
    private static byte[] Swapped(string digits) => [.. digits.Chunk(2).Select(pair => Convert.ToByte($"{pair[1]}{pair[0]}", 16))];

    private static byte[] Name(string name)
    {
        var octets = Unused(ProviderLength);
        Span<byte> septets = stackalloc byte[2 * ProviderLength];
        if (name.Length <= ProviderLength && GsmAlphabet.TryEncode(name, septets, out var count) && count <= ProviderLength) septets[..count].CopyTo(octets);
        return octets;
    }

    /// <summary>One of ten classes, by the last digit of the identity (22.011 §4.2).</summary>
    private static byte[] AccessClass(string identity)
    {
        var bit = 1 << (identity[^1] - '0');
        return [(byte)(bit >> 8), (byte)bit];
    }
}
