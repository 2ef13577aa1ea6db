using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Updates;

/// <summary>Fetches software from an update server: one connection, one line each way, then the octets.</summary>
/// <remarks>
/// <code>
/// module: GET imei product version wanted CR LF      blanks of the product's name are underscores; wanted * : whatever is new
/// server: version size crc CR LF                     decimal octets; CRC-32 (ISO 3309) in 8 hexadecimal digits
/// server: size octets                                or instead of all: NONE CR LF
/// </code>
/// The octets are counted and summed and not kept: what runs is named by the version. Ours: the vendor's protocol is secret.
/// </remarks>
internal sealed class UpdateDownload : ILinkReceiver, IDisposable
{
    /// <summary>Octets of software at most.</summary>
    public const int MaxSize = 64 * 1024 * 1024;

    private const int MaxLine = 100;

    private readonly TaskCompletionSource<string?> _done = new();
    private readonly OctetBuffer _line = new(0);
    private readonly UpdateSum _sum = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _limit;
    private readonly ITimer _patience;
    private readonly IConnection _link;
    private string? _version;
    private uint _wantedCrc;
    private int _left;

    /// <param name="world">Where the connection is made.</param>
    /// <param name="local">Address of the context.</param>
    /// <param name="server">The server.</param>
    /// <param name="request">The line that asks, without its end.</param>
    /// <param name="limit">How long nothing may come; zero: for ever.</param>
    public UpdateDownload(World world, IPAddress local, IPEndPoint server, string request, TimeSpan limit)
    {
        (_time, _limit) = (world.Time, limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit);
        _patience = _time.CreateTimer(static d => ((UpdateDownload)d!).End(null), this, _limit, Timeout.InfiniteTimeSpan);
        _link = world.Internet.Connect(local, server, _ => this, error =>
        {
            if (error != SocketError.Success) End(null);
        });
        _link.Send(Encoding.Latin1.GetBytes(request + "\r\n"));
    }

    /// <summary>The version that came whole; null: none did.</summary>
    public Task<string?> Version => _done.Task;

    public void Received(ReadOnlySpan<byte> octets)
    {
        _patience.Change(_limit, Timeout.InfiniteTimeSpan);
        while (_version is null && !octets.IsEmpty)
        {
            var end = octets.IndexOf((byte)'\n');
            var part = end < 0 ? octets : octets[..end];
            if (_line.Count + part.Length > MaxLine || _done.Task.IsCompleted)
            {
                End(null);
                return;
            }
            _line.Add(part);
            octets = end < 0 ? [] : octets[(end + 1)..];
            if (end >= 0 && !TryBegin(_line.ToString().TrimEnd('\r').Split(' ')))
            {
                End(null);
                return;
            }
        }
        if (_version is null) return;
        octets = octets[..Math.Min(octets.Length, _left)];
        _sum.Add(octets);
        _left -= octets.Length;
        if (_left == 0) End(_sum.Value == _wantedCrc ? _version : null);
    }

    public void Drained() { }

    public void Ended(LinkEnd how) => End(null);

    public void Dispose()
    {
        _patience.Dispose();
        _link.Close();
    }

    private bool TryBegin(string[] words)
    {
        if (words is not [var version, var size, var crc] || !UpdateSms.IsVersion(version)
            || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out _left) || _left is 0 or > MaxSize
            || !uint.TryParse(crc, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _wantedCrc)) return false;
        _version = version;
        return true;
    }

    private void End(string? version) => _done.TrySetResult(version);
}
