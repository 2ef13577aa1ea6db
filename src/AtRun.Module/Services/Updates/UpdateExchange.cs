using System.Net;
using System.Net.Sockets;
using System.Text;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Links;

namespace AtRun.Module.Services.Updates;

/// <summary>Says one line to an update server and takes its answer, one line too: registration (REGISTER …) and the report of a success (DONE imei version).</summary>
internal sealed class UpdateExchange : ILinkReceiver, IDisposable
{
    private const int MaxLine = 100;

    private readonly TaskCompletionSource<string> _done = new();
    private readonly OctetBuffer _line = new(0);
    private readonly ITimer _patience;
    private readonly IConnection _link;

    /// <inheritdoc cref="UpdateDownload(World, IPAddress, IPEndPoint, string, TimeSpan)"/>
    public UpdateExchange(World world, IPAddress local, IPEndPoint server, string request, TimeSpan limit)
    {
        _patience = world.Time.CreateTimer(static e => ((UpdateExchange)e!)._done.TrySetResult(""), this, limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit, Timeout.InfiniteTimeSpan);
        _link = world.Internet.Connect(local, server, _ => this, error =>
        {
            if (error != SocketError.Success) _done.TrySetResult("");
        });
        _link.Send(Encoding.Latin1.GetBytes(request + "\r\n"));
    }

    /// <summary>The answer; empty: none came.</summary>
    public Task<string> Answer => _done.Task;

    public void Received(ReadOnlySpan<byte> octets)
    {
        if (_done.Task.IsCompleted) return;
        _line.Add(octets[..Math.Min(octets.Length, MaxLine - _line.Count)]);
        var end = _line.Written.IndexOf((byte)'\n');
        if (end >= 0) _done.TrySetResult(Encoding.Latin1.GetString(_line.Written[..end]).TrimEnd('\r'));
        else if (_line.Count == MaxLine) _done.TrySetResult("");
    }

    public void Drained() { }

    public void Ended(LinkEnd how) => _done.TrySetResult("");

    public void Dispose()
    {
        _patience.Dispose();
        _link.Close();
    }
}
