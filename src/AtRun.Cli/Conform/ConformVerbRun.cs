using System.Globalization;
using System.Text;
using System.Text.Json;
using AtRun.Client;
using AtRun.Client.Conformance;
using AtRun.Transport;

namespace AtRun.Cli.Conform;

/// <summary>Examines the module of a target and reports.</summary>
internal sealed class ConformVerbRun(Invocation invocation, Target target, ConformChoice choice, Stream? junit, Stream? record)
{
    public async Task<ExitCode> Run(EventLoop loop, CancellationToken stop)
    {
        var session = (AtSession)await Sessions.Open(loop, target, invocation.ConnectOptions, stop);
        var run = new ConformRun(session, new() { Channel = target.Channel, Timeout = invocation.Timeout, Dialogues = choice.Dialogues, Commands = choice.Commands });
        using var transcript = record is null ? null : new StreamWriter(record, leaveOpen: true);
        if (transcript is not null)
        {
            var begun = loop.Time.GetTimestamp();
            run.Tap = (sent, octets) => transcript.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{loop.Time.GetElapsedTime(begun).TotalSeconds,9:0.000} {(sent ? '>' : '<')} {Shown(octets)}"));
        }
        if (!invocation.Json) run.Checked += check => ConformText.Print(check, invocation.Verbose, invocation.Out);
        var report = await run.Run(stop);
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(ConformResult.Of(target, report), CliJson.Plain.ConformResult));
        else ConformText.Print(report, invocation.Out);
        if (junit is not null) JUnitReport.Write(target.ToString(), report, junit);
        if (report.Stopped is { } why) invocation.Error.WriteLine($"atrun: not finished: {why}");
        return report switch
        {
            _ when stop.IsCancellationRequested => ExitCode.Interrupted,
            { Stopped: not null, LostLink: true } => ExitCode.Unreachable,
            { Stopped: not null } => ExitCode.TimedOut,
            _ when report.Count(CheckState.Failed) > 0 => ExitCode.PartlyFailed,
            _ => ExitCode.Done,
        };
    }

    /// <summary>Octets as a text of one line: <c>AT+CREG?\r</c>.</summary>
    private static string Shown(ReadOnlySpan<byte> octets)
    {
        var text = new StringBuilder(octets.Length);
        foreach (var octet in octets)
            _ = octet switch
            {
                (byte)'\r' => text.Append(@"\r"),
                (byte)'\n' => text.Append(@"\n"),
                (byte)'\\' => text.Append(@"\\"),
                >= 0x20 and < 0x7F => text.Append((char)octet),
                _ => text.Append(CultureInfo.InvariantCulture, $@"\x{octet:X2}"),
            };
        return text.ToString();
    }
}
