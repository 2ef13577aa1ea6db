#pragma warning disable CS0414 // until it says something
using AtRun.Protocol.Sms;
using AtRun.Transport;

namespace AtRun.Client.Messages;

/// <summary>The message service through an SMPP account: bound as a transceiver, and again by itself when the connection is lost. On the loop.</summary>
public sealed class SmppChannel : ISmsChannel
{
    private SmppChannel(SmppAccount account) => Account = account;

    public event Action<SmsDeliver>? Received;

    public event Action<SmsStatusReport>? Reported;

    public event Action<string>? Ended;

    public SmppAccount Account { get; }

    /// <summary>Connects and binds.</summary>
    /// <exception cref="UnreachableException">No such host, nobody listens, or nobody answers.</exception>
    /// <exception cref="NotAdmittedException">The centre refuses the bind.</exception>
    public static Task<SmppChannel> Open(EventLoop loop, SmppAccount account, ConnectOptions? options, CancellationToken stop) => throw new NotImplementedException();

    public Task Send(SmsSubmit message, CancellationToken stop) => throw new NotImplementedException();

    public void Close()
    {
        Received = null;
        Reported = null;
        Ended = null;
    }
}
