using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AtRun.Cli.Bench;
using AtRun.Client;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun bench</c>: a load generator.</summary>
internal static class BenchVerb
{
    /// <summary>For all modules to dial in.</summary>
    private static readonly TimeSpan _dialIn = TimeSpan.FromMinutes(2);

    private static readonly Argument<string[]> _targets = new("TARGET")
    {
        Description = "tcp://user:password@host:port, or host:port where nobody has to log in; or one sms: target; or one listen://host:port, which so many modules dial",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<int?> _sessions = Whole("--sessions", "N", "sessions at once, dealt out to the addresses in turn (default: one for each address)");
    private static readonly Option<int?> _depth = Whole("--depth", "D", "commands under way in each session (default 1); more than one sets #TCPATCMDSEQ=1");
    private static readonly Option<int?> _spread = Whole("--spread", "K", "each target stands for K consecutive addresses or numbers, one module each (default 1)");
    private static readonly Option<int?> _requests = Whole("--requests", "N", "by SMS: how many requests are sent in all (default 1000); --depth is then for each module");
    private static readonly Option<double> _seconds = new("--seconds") { Description = "how long is measured", HelpName = "S", DefaultValueFactory = _ => 5 };
    private static readonly Option<double> _warmUp = new("--warmup") { Description = "load before that, in seconds", HelpName = "W", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> _command = new("--command") { Description = "command line that is sent over and over", HelpName = "AT", DefaultValueFactory = _ => "AT+CREG?" };

    public static Command Create()
    {
        var command = new Command("bench", "Loads modules with commands and prints rates and latencies: in each session, every answer sends the next command.") { _targets };
        foreach (var option in new Option[] { _sessions, _depth, _spread, _requests, _seconds, _warmUp, _command }) command.Options.Add(option);
        _seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1e6)) result.AddError("--seconds: a number above 0.");
        });
        _warmUp.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0 and < 1e6)) result.AddError("--warmup: 0 or more.");
        });
        command.SetAction(static parse => (int)Run(new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(Invocation invocation)
    {
        if (invocation.Get(_targets) is [var only] && only.StartsWith("sms:", StringComparison.OrdinalIgnoreCase)) return RunBySms(only, invocation);
        if (invocation.Get(_targets) is [var place] && place.StartsWith("listen:", StringComparison.OrdinalIgnoreCase)) return RunListening(place, invocation);
        var places = invocation.Get(_targets).SelectMany(t => Places(t, invocation.Get(_spread) ?? 1, invocation)).ToArray();
        var options = Options(invocation, places.Length, invocation.ConnectOptions.ConnectTimeout);
        using var interrupt = invocation.Interruptible();
        Descriptors.RaiseLimit();
        var result = ClientLoop.Run((loop, cancelled) => new BenchRun(loop, options).Run(places, () => invocation.Detail($"atrun: {options.Sessions} sessions are logged in"), cancelled), interrupt.Token);
        Print(result, invocation);
        return CodeOf(result);
    }

    private static BenchOptions Options(Invocation invocation, int sessions, TimeSpan timeout) => new()
    {
        Sessions = invocation.Get(_sessions) ?? sessions,
        Depth = invocation.Get(_depth) ?? 1,
        WarmUp = TimeSpan.FromSeconds(invocation.Get(_warmUp)),
        Measured = TimeSpan.FromSeconds(invocation.Get(_seconds)),
        Command = invocation.Get(_command)!,
        Timeout = timeout,
    };

    private static ExitCode RunListening(string text, Invocation invocation)
    {
        if (!Target.TryParse(text, new ProcessSecrets(invocation.Variable), out var target, out var error)) throw new CliException(ExitCode.Usage, $"TARGET: {error}");
        var options = Options(invocation, 1, invocation.Timeout ?? _dialIn);
        if (options.Depth > 1) throw new CliException(ExitCode.Usage, "--depth: a module that dials is given one command at a time.");
        using var interrupt = invocation.Interruptible();
        Descriptors.RaiseLimit();
        var report = ClientLoop.Run((loop, cancelled) => new ListenBenchRun(loop, (ListenTarget)target, options, text => invocation.Say($"atrun: {text}")).Run(cancelled), interrupt.Token);
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Plain.ListenBenchReport));
        else
        {
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Sessions} modules dialled in within {report.ConnectSeconds:F2} s, {report.ConnectRate:F0} per second; each idle session takes {report.HeapPerSession} octets of the heap, {report.ResidentPerSession} of the process"));
            Print(report.Load, invocation);
        }
        return CodeOf(report.Load);
    }

    private static ExitCode CodeOf(BenchReport result)
    {
        if (result.Errors == result.Commands) return result.Commands == 0 ? ExitCode.TimedOut : ExitCode.ModuleError;
        return result.Lost > 0 || result.Errors > 0 ? ExitCode.PartlyFailed : ExitCode.Done;
    }

    private static ExitCode RunBySms(string text, Invocation invocation)
    {
        if (!Target.TryParse(text, new ProcessSecrets(invocation.Variable), out var target, out var error)) throw new CliException(ExitCode.Usage, $"TARGET: {error}");
        using var interrupt = invocation.Interruptible();
        var report = ClientLoop.Run(
            (loop, cancelled) => new SmsBenchRun(
                loop, (SmsTarget)target, invocation.Get(_spread) ?? 1, invocation.Get(_depth) ?? 1, invocation.Get(_requests) ?? 1000, invocation.Get(_command)!, invocation.ConnectOptions, invocation.Timeout).Run(cancelled),
            interrupt.Token);
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Plain.SmsBenchReport));
        else
        {
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Modules} modules, depth {report.Depth}: {report.Rate:F0} requests/s ({report.Requests} sent, {report.Answered} answered, {report.Errors} errors, {report.Lost} lost, {report.Ignored} ignored; {report.Seconds:F1} s; own processor time {report.OwnCpu:F2} cores)"));
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"latency, ms: p50 {report.P50 / 1000:F1}  p99 {report.P99 / 1000:F1}  max {report.Max / 1000:F1}"));
        }
        return report.Lost > 0 || report.Errors > 0 ? ExitCode.PartlyFailed : ExitCode.Done;
    }

    private static void Print(BenchReport report, Invocation invocation)
    {
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(report, CliJson.Plain.BenchReport));
        else
        {
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{report.Sessions} sessions, depth {report.Depth}: {report.Rate:F0} commands/s over {report.Seconds:F1} s ({report.Commands} answered, {report.Errors} errors, {report.Lost} sessions lost; own processor time {report.OwnCpu:F2} cores)"));
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"latency, µs: p50 {report.P50:F1}  p90 {report.P90:F1}  p99 {report.P99:F1}  p99.9 {report.P999:F1}  max {report.Max:F1}"));
        }
    }

    private static Option<int?> Whole(string name, string unit, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = unit };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1) result.AddError($"{name}: a number from 1.");
        });
        return option;
    }

    /// <summary>The addresses that a target stands for.</summary>
    private static IEnumerable<BenchPlace> Places(string text, int spread, Invocation invocation)
    {
        var login = text.Contains("://", StringComparison.Ordinal) ? LoginOf(text, invocation) : null;
        var first = login is null ? Plain(text) : new IPEndPoint(AddressOf(login.Host), login.Port);
        var octets = first.Address.GetAddressBytes();
        var bits = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(octets);
        for (uint i = 0; i < spread; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(octets, bits + i);
            yield return new(new IPEndPoint(new IPAddress(octets), first.Port), login);
        }
    }

    private static TcpTarget LoginOf(string text, Invocation invocation) => Target.TryParse(text, new ProcessSecrets(invocation.Variable), out var target, out var error)
        ? target as TcpTarget ?? throw new CliException(ExitCode.Usage, $"{target}: bench loads modules over TCP.")
        : throw new CliException(ExitCode.Usage, $"TARGET: {error}");

    private static IPEndPoint Plain(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? new(AddressOf(text[..colon]), port)
            : throw new CliException(ExitCode.Usage, $"TARGET: {text} is neither tcp://user:password@host:port nor host:port.");
    }

    private static IPAddress AddressOf(string host)
    {
        if (IPAddress.TryParse(host, out var literal) && literal.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork) return literal;
        try
        {
            return Dns.GetHostAddresses(host, System.Net.Sockets.AddressFamily.InterNetwork) is [var first, ..] ? first : throw new CliException(ExitCode.Unreachable, $"{host} has no IPv4 address.");
        }
        catch (System.Net.Sockets.SocketException e)
        {
            throw new CliException(ExitCode.Unreachable, $"{host}: {e.Message}");
        }
    }
}
