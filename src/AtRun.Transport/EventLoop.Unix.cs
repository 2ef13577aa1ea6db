using System.Net.Sockets;
using AtRun.Protocol.Links;

namespace AtRun.Transport;

public sealed partial class EventLoop
{
    /// <summary>Listens for connections of this machine's programs, unix(7).</summary>
    /// <param name="path">
    /// Where they find it; programs of this user alone may connect (0600). Missing folders are made; a socket that a former run has left
    /// behind is replaced.
    /// </param>
    /// <param name="accept">Given a link, says who receives its octets; null refuses: the connection is closed at once. It may send already.</param>
    /// <exception cref="SocketException">
    /// Somebody listens there, or something else is there (<see cref="SocketError.AddressAlreadyInUse"/>); or it is no path for a socket.
    /// </exception>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    public UnixLinkListener Listen(string path, Func<UnixLink, ILinkReceiver?> accept)
    {
        CheckThread();
        return UnixLinkListener.Open(this, path, accept);
    }
}
