using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace AtRun.Peers;

/// <summary>The multiplexer (27.010) against other programs.</summary>
public sealed partial class MultiplexerPeerTests
{
    [Fact]
    public void Every_frame_of_ours_is_good_to_tshark()
    {
        Peer.Needs("tshark");
        using var sim = new RunningSim();
        var folder = Path.GetDirectoryName(sim.Port)!;
        var (capture, name) = (Path.Combine(folder, "frames.pcap"), Path.Combine(folder, "dlc"));
        var mux = Peer.Start(Peer.AtRun, ["mux", $"pty:{sim.Port}", "--pty", name, "--pcap", capture]);
        try
        {
            for (var i = 1; i <= 3; i++) Assert.Equal($"{i} {name}{i}", mux.StandardOutput.ReadLine());
            Assert.Contains("HE910", Peer.Run(Peer.AtRun, ["exec", $"pty:{name}2", "AT+CGMM"]).Output, StringComparison.Ordinal);
            Peer.Signal(mux, Peer.SigTerm);
            Assert.True(mux.WaitForExit(Peer.Deadline));
        }
        finally
        {
            if (!mux.HasExited) mux.Kill();
            mux.Dispose();
        }
        // The port takes commands again, and a channel by itself.
        Assert.Contains("HE910", Peer.Run(Peer.AtRun, ["exec", $"pty:{sim.Port}?dlc=3", "AT+CGMM"]).Output, StringComparison.Ordinal);
        Assert.Contains("HE910", Peer.Run(Peer.AtRun, ["exec", $"pty:{sim.Port}", "AT+CGMM"]).Output, StringComparison.Ordinal);
        var checks = Peer.Run("tshark", ["-r", capture, "-T", "fields", "-e", "mux27010.checksum_correct"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(checks.Length > 20, $"{checks.Length} frames");
        Assert.All(checks, check => Assert.Equal("1", check.Replace("True", "1", StringComparison.Ordinal)));
    }

    /// <summary>What no analyser decodes: our two ends.</summary>
    [Fact]
    public void The_advanced_option_between_our_two_ends()
    {
        using var sim = new RunningSim(more: "--cmux-advanced");
        Assert.Contains("HE910", Peer.Run(Peer.AtRun, ["exec", $"pty:{sim.Port}?dlc=2&advanced=1", "AT+CGMM"]).Output, StringComparison.Ordinal);
        using var plain = new RunningSim();
        Assert.Contains("AT+CMUX=1 is answered by ERROR", Peer.Run(Peer.AtRun, ["exec", $"pty:{plain.Port}?dlc=1&advanced=1", "AT+CGMM"]).Error, StringComparison.Ordinal);
    }

    /// <summary>It waits 16 s for a modem to come up that it has just switched on.</summary>
    [Theory]
    [InlineData("basic")]
    [InlineData("advanced", "--cmux-advanced")]
    public void Gsm0710muxd_opens_channels(string mode, params string[] options)
    {
        Peer.Needs("gsm0710muxd", "dbus-daemon", "dbus-send");
        using var sim = new RunningSim(more: options);
        var folder = Path.GetDirectoryName(sim.Port)!;
        var (socket, file) = (Path.Combine(folder, "bus"), Path.Combine(folder, "bus.conf"));
        File.WriteAllText(file, $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig><type>system</type><listen>unix:path={socket}</listen><policy context="default">
            <allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/><allow user="*"/></policy></busconfig>
            """);
        var bus = Peer.Start("dbus-daemon", [$"--config-file={file}", "--nofork", "--print-address"]);
        Assert.NotNull(bus.StandardOutput.ReadLine());
        var muxer = Peer.Start("gsm0710muxd", ["-s", sim.Port, "-m", mode], ("DBUS_SYSTEM_BUS_ADDRESS", $"unix:path={socket}"));
        try
        {
            Until(() => Call(socket, "SetPower", "boolean:true").Exit == 0);
            var (one, two) = (Device(socket), Device(socket));
            Assert.NotEqual(one, two);
            Assert.Contains("HE910", Peer.Run(Peer.AtRun, ["exec", $"pty:{one}", "AT+CGMM"]).Output, StringComparison.Ordinal);
            Assert.Contains("356938035643809", Peer.Run(Peer.AtRun, ["exec", $"pty:{two}", "AT+CGSN"]).Output, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var process in (Process[])[muxer, bus])
            {
                process.Kill();
                process.WaitForExit();
                process.Dispose();
            }
        }
    }

    private static string Device(string socket)
    {
        var device = "";
        Until(() => (device = Pty().Match(Call(socket, "GetDevice").Output).Value).Length > 0);
        return device;
    }

    // Nothing tells when it is ready: it is asked.
    private static void Until(Func<bool> so)
    {
        for (var begun = Stopwatch.GetTimestamp(); !so(); Thread.Sleep(500)) Assert.True(Stopwatch.GetElapsedTime(begun) < Peer.Deadline, "gsm0710muxd does not come up");
    }

    private static (int Exit, string Output) Call(string socket, string method, params string[] arguments)
    {
        using var call = Peer.Start("dbus-send", ["--system", "--print-reply", "--type=method_call", "--dest=org.pyneo.mux", "/org/pyneo/Muxer", $"org.pyneo.Powered.{method}", "string:x", .. arguments], ("DBUS_SYSTEM_BUS_ADDRESS", $"unix:path={socket}"));
        call.StandardInput.Close();
        var output = call.StandardOutput.ReadToEnd();
        call.WaitForExit();
        return (call.ExitCode, output);
    }

    [GeneratedRegex("/dev/pts/[0-9]+")]
    private static partial Regex Pty();
}
