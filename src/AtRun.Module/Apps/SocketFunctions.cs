using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using AtRun.Module.Worlds;
using static AtRun.Module.Worlds.AppParameter;

namespace AtRun.Module.Apps;

/// <summary>Sockets of an app on its context (Telit AppZone samples, m2m_socket_…). -1 and m2m_socket_errno() say what went wrong.</summary>
internal sealed class SocketFunctions : AppGroup
{
    /// <summary>Sockets of an app at a time: own choice.</summary>
    public const int Most = 10;

    private const int SockStream = 1, SockDgram = 2, ProtocolTcp = 6, ProtocolUdp = 17, Inet = 2, AddressSize = 16, BothWays = 2;

    // M2M_SOCKET_BSD_FIONBIO, M2M_SOCKET_BSD_FIONREAD
    private const int SetNonBlocking = 1, GetReadable = 2;

    // M2M_NETWORK_EVENT
    private const int SocketBreak = 6, SocketFail = 7;

    // M2M_SOCKET_BSD_E…: as a program for the EU866 lists them.
    private const int Undefined = 1, AddressInUse = 3, AddressNotAvailable = 4, FamilyNotSupported = 5, Already = 6, BadSocket = 7, Refused = 9, ResetByPeer = 10, DestinationRequired = 11,
        BadPointer = 12, InProgress = 15, InvalidArgument = 17, IsConnected = 18, TooMany = 19, NetDown = 21, NetUnreachable = 23, NotConnected = 26, NotSupported = 28, TypeNotSupported = 33, TimedOut = 34, WouldBlock = 35;

    /// <summary>Own choice, as #SCFG connTo has it.</summary>
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(60);

    private readonly SortedDictionary<int, AppSocket> _sockets = [];
    private int _errno;

    public SocketFunctions(AppMachine app) : base(app) => Module.Contexts.Changed += Follow;

    public override IEnumerable<AppFunction> Functions() =>
    [
        Returns("m2m_socket_bsd_socket", -1, a => Create(a[0], a[1], a[2]), Integer, Integer, Integer),
        Returns("m2m_socket_bsd_bind", -1, a => Bind(a[0], a.Octets(1)), Integer, Structure(AddressSize), Integer),
        Returns("m2m_socket_bsd_listen", -1, a => Listen(a[0]), Integer, Integer),
        Waits("m2m_socket_bsd_accept", -1, Accept, Integer, Place(AddressSize), IntegerPlace),
        Waits("m2m_socket_bsd_connect", -1, Connect, Integer, Structure(AddressSize), Integer),
        Waits("m2m_socket_bsd_send", -1, a => Send(a[0], a.Octets(1), a[2], null), Integer, Octets, Integer),
        Waits("m2m_socket_bsd_send_to", -1, a => Send(a[0], a.Octets(1), a[2], a.Octets(3)), Integer, Octets, Integer, Structure(AddressSize), Integer),
        Waits("m2m_socket_bsd_recv", -1, a => Receive(a[0], a[1], a[2]), Integer, Room, Integer),
        Waits("m2m_socket_bsd_recv_from", -1, a => Receive(a[0], a[1], a[2]), Integer, Room, Integer, Place(AddressSize), IntegerPlace),
        Returns("m2m_socket_bsd_close", -1, a => Close(a[0]), Integer),
        Returns("m2m_socket_bsd_shutdown", -1, a => Shutdown(a[0], a[1]), Integer, Integer),
        Returns("m2m_socket_bsd_ioctl", -1, Control, Integer, Integer, Both(sizeof(int))),
        Returns("m2m_socket_bsd_get_sock_name", -1, a => NameOf(a[0]), Integer, Place(AddressSize), IntegerPlace),
        Returns("m2m_socket_bsd_recv_data_size", -1, a => Find(a[0]) is { } socket ? new AppAnswer(0, Number(socket.Readable)) : -1, Integer, IntegerPlace),
        Returns("m2m_socket_bsd_send_buf_size", -1, a => Find(a[0]) is { } socket ? Math.Max(0, AppSocket.MaxUnsent - socket.Unsent) : -1, Integer),
        Waits("m2m_socket_bsd_get_host_by_name", 0, Resolve, Text),
        Returns("m2m_socket_errno", 0, _ => _errno),
    ];

    public override void End()
    {
        Module.Contexts.Changed -= Follow;
        foreach (var socket in _sockets.Values) socket.Close();
        _sockets.Clear();
    }

    /// <summary>As it stands in memory: network order.</summary>
    public static int ToInteger(IPAddress address) => BitConverter.ToInt32(address.GetAddressBytes());

    private IPAddress? Local => Module.Contexts.AddressOf(PacketFunctions.Cid);

    private AppAnswer Fail(int errno)
    {
        _errno = errno;
        return -1;
    }

    private AppSocket? Find(int handle)
    {
        if (_sockets.GetValueOrDefault(handle) is { } socket) return socket;
        _errno = BadSocket;
        return null;
    }

    private AppAnswer Create(int family, int type, int protocol)
    {
        if (family != Inet) return Fail(FamilyNotSupported);
        var isStream = type == SockStream;
        if ((!isStream && type != SockDgram) || (protocol != 0 && protocol != (isStream ? ProtocolTcp : ProtocolUdp))) return Fail(TypeNotSupported);
        return Add(new(0, isStream, Told)) is { } handle ? handle : Fail(TooMany);
    }

    private int? Add(AppSocket socket)
    {
        if (_sockets.Count == Most) return null;
        var handle = 1;
        while (_sockets.ContainsKey(handle)) handle++;
        socket.Handle = handle;
        _sockets.Add(handle, socket);
        return handle;
    }

    private AppAnswer Bind(int handle, byte[] address)
    {
        if (Find(handle) is not { } socket) return -1;
        if (ToEndPoint(address) is not { } wanted) return Fail(BadPointer);
        if (socket.Local is not null || socket.IsConnecting) return Fail(InvalidArgument);
        if (Local is not { } local) return Fail(NetDown);
        if (!wanted.Address.Equals(IPAddress.Any) && !wanted.Address.Equals(local)) return Fail(AddressNotAvailable);
        socket.BoundPort = wanted.Port;
        return socket.IsStream ? 0 : Try(() => socket.Open(Module.World.Internet, local));
    }

    private AppAnswer Listen(int handle)
    {
        if (Find(handle) is not { } socket) return -1;
        if (!socket.IsStream) return Fail(NotSupported);
        if (socket.BoundPort == 0 || socket.IsListening || socket.IsConnected || socket.IsConnecting) return Fail(InvalidArgument);
        return Local is { } local ? Try(() => socket.Listen(Module.World.Internet, local)) : Fail(NetDown);
    }

    private AppAnswer Try(Action what)
    {
        try
        {
            what();
            return 0;
        }
        catch (SocketException wrong)
        {
            return Fail(ErrnoOf(wrong.SocketErrorCode));
        }
    }

    private async ValueTask<AppAnswer> Accept(AppArguments arguments)
    {
        if (Find(arguments[0]) is not { } socket) return -1;
        if (!socket.IsListening) return Fail(InvalidArgument);
        while (!socket.HasOffer)
        {
            if (socket.NonBlocking) return Fail(WouldBlock);
            await socket.Changed(App.Stop);
            if (!socket.IsListening) return Fail(socket.Fault is { } fault ? ErrnoOf(fault) : BadSocket);
        }
        if (_sockets.Count == Most) return Fail(TooMany);
        var accepted = socket.Accept();
        return new(Add(accepted)!.Value, ToOctets(accepted.Peer!), Number(AddressSize));
    }

    private async ValueTask<AppAnswer> Connect(AppArguments arguments)
    {
        if (Find(arguments[0]) is not { } socket) return -1;
        if (ToEndPoint(arguments.Octets(1)) is not { } remote) return Fail(BadPointer);
        if (socket.IsConnecting) return Fail(Already);
        if (socket.IsConnected) return Fail(IsConnected);
        if (socket.IsListening || socket.HasEnded) return Fail(InvalidArgument);
        if (remote.Port == 0 || remote.Address.Equals(IPAddress.Any)) return Fail(AddressNotAvailable);
        if (Local is not { } local) return Fail(NetDown);
        var result = Try(() => socket.Connect(Module.World.Internet, local, remote));
        if (result.Value != 0 || !socket.IsStream) return result;
        if (socket.NonBlocking) return socket.IsConnected ? 0 : Fail(InProgress);
        using var limit = new CancellationTokenSource(ConnectLimit, Module.World.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, App.Stop);
        try
        {
            while (socket.IsConnecting) await socket.Changed(either.Token);
        }
        catch (OperationCanceledException) when (!App.Stop.IsCancellationRequested)
        {
            socket.Break(SocketError.TimedOut);
        }
        return socket.IsConnected ? 0 : Fail(ErrnoOf(socket.Fault ?? SocketError.NotConnected));
    }

    private async ValueTask<AppAnswer> Send(int handle, byte[] octets, int flags, byte[]? address)
    {
        if (Find(handle) is not { } socket) return -1;
        if (flags != 0) return Fail(NotSupported);
        if (!socket.IsStream)
        {
            if ((address is { Length: > 0 } ? ToEndPoint(address) : socket.Peer) is not { } to) return Fail(DestinationRequired);
            if (Local is not { } local) return Fail(NetDown);
            if (Try(() => socket.Open(Module.World.Internet, local)).Value != 0) return -1;
            socket.SendTo(octets, to);
            return octets.Length;
        }
        while (socket.IsConnecting || (socket.IsConnected && socket.Unsent > AppSocket.MaxUnsent))
        {
            if (socket.NonBlocking) return Fail(WouldBlock);
            await socket.Changed(App.Stop);
        }
        if (!socket.IsConnected) return Fail(socket.Fault is { } fault ? ErrnoOf(fault) : NotConnected);
        socket.Send(octets);
        return octets.Length;
    }

    private async ValueTask<AppAnswer> Receive(int handle, int length, int flags)
    {
        if (Find(handle) is not { } socket) return -1;
        if (flags != 0) return Fail(NotSupported);
        while (!socket.HasSomething)
        {
            if (socket.HasEnded && socket.Fault is null) return 0;
            if (socket.Fault is { } fault) return Fail(ErrnoOf(fault));
            if (socket.IsStream ? !socket.IsConnected && !socket.IsConnecting : socket.Local is null) return Fail(NotConnected);
            if (socket.NonBlocking) return Fail(WouldBlock);
            await socket.Changed(App.Stop);
            // Closed by another task.
            if (!_sockets.ContainsValue(socket)) return Fail(BadSocket);
        }
        var octets = socket.Read(length, out var from);
        return new(octets.Length, octets, from is null ? [] : ToOctets(from), Number(AddressSize));
    }

    private AppAnswer Close(int handle)
    {
        if (Find(handle) is not { } socket) return -1;
        _sockets.Remove(handle);
        socket.Close();
        return 0;
    }

    // A link has no half of it that can be closed: both ways are, or none.
    private AppAnswer Shutdown(int handle, int how)
    {
        if (Find(handle) is not { } socket) return -1;
        if (how != BothWays) return Fail(NotSupported);
        if (!socket.IsConnected) return Fail(NotConnected);
        socket.Break(SocketError.Shutdown);
        return 0;
    }

    private AppAnswer Control(AppArguments arguments)
    {
        if (Find(arguments[0]) is not { } socket) return -1;
        switch (arguments[1])
        {
            case SetNonBlocking when arguments.Octets(2) is { Length: sizeof(int) } value:
                socket.NonBlocking = BitConverter.ToInt32(value) != 0;
                return 0;
            case GetReadable:
                return new(0, Number(socket.Readable));
            default:
                return Fail(InvalidArgument);
        }
    }

    private AppAnswer NameOf(int handle) => Find(handle) is not { } socket ? -1
        : new AppAnswer(0, ToOctets(socket.Local ?? new(IPAddress.Any, socket.BoundPort)), Number(AddressSize));

    private async ValueTask<AppAnswer> Resolve(AppArguments arguments) =>
        arguments.Text(0) is { Length: > 0 } host && await Module.Names.Resolve(host, PacketFunctions.Cid, App.Stop) is { } address ? ToInteger(address) : 0;

    private void Told(AppSocket socket, SocketError? why) =>
        App.Call(new(AppTask.Modem, "M2M_onNetEvent", 0, why is null or SocketError.ConnectionReset or SocketError.NetworkDown ? SocketBreak : SocketFail, socket.Handle, 0));

    private void Follow(int cid)
    {
        if (cid != PacketFunctions.Cid || Local is not null) return;
        foreach (var socket in _sockets.Values.ToArray())
            if (socket.Local is not null || socket.IsConnecting) socket.Break(SocketError.NetworkDown);
    }

    // sin_family (2 octets), sin_port, sin_addr in network order, 8 octets of nothing.
    private static IPEndPoint? ToEndPoint(byte[] octets) => octets.Length == AddressSize && BitConverter.ToUInt16(octets) == Inet
        ? new(new IPAddress(octets.AsSpan(4, 4)), BinaryPrimitives.ReadUInt16BigEndian(octets.AsSpan(2)))
        : null;

    private static byte[] ToOctets(IPEndPoint address)
    {
        var octets = new byte[AddressSize];
        octets[0] = Inet;
        BinaryPrimitives.WriteUInt16BigEndian(octets.AsSpan(2), (ushort)address.Port);
        address.Address.TryWriteBytes(octets.AsSpan(4), out _);
        return octets;
    }

    private static int ErrnoOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => Refused,
        SocketError.ConnectionReset => ResetByPeer,
        SocketError.TimedOut => TimedOut,
        SocketError.NetworkDown => NetDown,
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => NetUnreachable,
        SocketError.AddressAlreadyInUse => AddressInUse,
        SocketError.AddressNotAvailable => AddressNotAvailable,
        SocketError.Shutdown or SocketError.NotConnected => NotConnected,
        _ => Undefined,
    };
}
