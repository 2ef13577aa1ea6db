using System.Text.Json;
using AtRun.Client;
using AtRun.Client.Listening;
using AtRun.Client.Messages;
using AtRun.Protocol.Responses;
using AtRun.Transport;

namespace AtRun.Cli.Exec;

/// <summary>Commands one after another on one session; prints each response and keeps count.</summary>
internal sealed class ExecRun(Invocation invocation, Target target, CommandSource source, bool force, bool keepGoing)
{
    private ICommandSession? _session;
    private ExitCode _first = ExitCode.Done;
    private int _succeeded;

    public async Task<ExitCode> Run(EventLoop loop, CancellationToken stop)
    {
        try
        {
            while (await source.Next(stop) is { } command)
            {
                var result = await One(loop, command, stop);
                Print(result);
                if (result.Exit == (int)ExitCode.Done) _succeeded++;
                else if (_first == ExitCode.Done) _first = (ExitCode)result.Exit;
                if (stop.IsCancellationRequested) return ExitCode.Interrupted;
                if (result.Exit != (int)ExitCode.Done && !keepGoing) return _first;
            }
            return _first != ExitCode.Done && _succeeded > 0 ? ExitCode.PartlyFailed : _first;
        }
        finally
        {
            _session?.Close();
        }
    }

    /// <summary>Says what preflight finds; throws where it refuses.</summary>
    public static void Check(Invocation invocation, string command, Target target, bool force)
    {
        if (AtRequest.WhyNot(command) is { } why) throw new CliException(ExitCode.Usage, why);
        foreach (var finding in Preflight.Check(command, target))
        {
            if (finding.Refuses && !force) throw new CliException(ExitCode.Refused, $"{finding.Text}. Nothing of it was sent; --force sends it all the same.");
            invocation.Say($"atrun: {finding.Text}");
        }
    }

    private async Task<ExecResult> One(EventLoop loop, string command, CancellationToken stop)
    {
        try
        {
            Check(invocation, command, target, force);
            // A module that dialled would have to dial again.
            if (_session is RemoteModule { IsOnline: true } online) await online.Escape(invocation.Timeout ?? AtRequest.UsualTimeout, stop);
            if (_session is not { IsOpen: true, IsOnline: false })
            {
                _session?.Close();
                invocation.SayWaiting(target);
                _session = await Sessions.Open(loop, target, invocation.ConnectOptions, stop);
                _session.Unsolicited += Unsolicited;
                if (_session is SmsSession sms) Follow(sms.Exchange);
            }
            var request = new AtRequest(command) { Timeout = invocation.Timeout, Data = _ => source.Data(stop) };
            return ExecResult.Of(await _session.Execute(request, stop));
        }
        catch (Exception e) when (e is AtRunException or CliException)
        {
            return ExecResult.Of(command, e);
        }
    }

    private void Follow(SmsExchange exchange)
    {
        exchange.Ignored += (message, why) => invocation.Say($"atrun: a message from {message.Originator} is ignored: {why}");
        exchange.Stray += message => invocation.Detail($"atrun: a message from {message.Originator} is no answer to this.");
    }

    private void Unsolicited(ResponseItem item)
    {
        invocation.Say($"(unsolicited) {item.Text}");
        if (item.Continuation is { } more) invocation.Say($"(unsolicited) {more}");
    }

    private void Print(ExecResult result)
    {
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(result, CliJson.Plain.ExecResult));
        else
        {
            foreach (var line in result.Lines) invocation.Out.WriteLine(line);
            if (result.Result is not null) invocation.Out.WriteLine(result.Result);
        }
        if (result.Hidden == true) invocation.Say($"atrun: {result.Command}: the service centre has it; a hidden request is not answered");
        // Under +CMEE=2 the module has said it already.
        if (result.Meaning is { } meaning && result.Result?.Contains(meaning, StringComparison.OrdinalIgnoreCase) != true) invocation.Say($"atrun: {result.Command}: {result.Result} ({result.Meaning})");
        if (result.Error is not null) invocation.Error.WriteLine($"atrun: {(result.Error.StartsWith(result.Command, StringComparison.Ordinal) ? "" : $"{result.Command}: ")}{result.Error}");
        if (result.Ms is { } ms) invocation.Detail($"{result.Command}: {ms} ms");
        invocation.Out.Flush();
    }
}
