using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace AtRun.Peers;

/// <summary>What tests of programs for modems have in common.</summary>
/// <remarks>They run one after the other: such programs lock ports by their names, and all of ours are called ttyAT0.</remarks>
[CollectionDefinition(Name)]
public sealed class ModemPrograms
{
    public const string Name = "modem programs";

    internal const string Imei = "356938035643809";

    /// <summary>A module that is registered, soon.</summary>
    internal static RunningSim Registered()
    {
        var sim = new RunningSim(null, null, "--speed", "10");
        using var line = new SerialLine(sim.Port);
        line.AwaitRegistration();
        return sim;
    }

    /// <summary>Where module 1's second port is.</summary>
    internal static IPEndPoint Place(RunningSim sim) => IPEndPoint.Parse(sim.First.GetProperty("ports")[1].GetString()!.Split("//")[1]);

    internal static void Awaited(string log, string text) =>
        WaitFor(() => File.Exists(log) && File.ReadAllText(log).Contains(text, StringComparison.Ordinal));

    internal static void WaitFor(Func<bool> so)
    {
        for (var begun = Stopwatch.GetTimestamp(); !so(); Thread.Sleep(20))
            Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, "It does not come.");
    }

    internal static bool Listens(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
