using AtRun.Protocol;
using System.Globalization;
using System.Text.Json;
using AtRun.Client;
using AtRun.Client.Downloads;
using AtRun.Transport;

namespace AtRun.Cli.Put;

/// <summary>One file to one module: says what happens and what came of it.</summary>
internal sealed class PutVerbRun(Invocation invocation, Target target, PutOptions options)
{
    private ProgressBar? _bar;

    public async Task<ExitCode> Run(EventLoop loop, CancellationToken stop)
    {
        if (invocation.ShowsProgress) _bar = new(invocation.Error, loop.Time);
        invocation.SayWaiting(target);
        var run = new PutRun(options, stop => Sessions.Open(loop, target, invocation.ConnectOptions, stop), loop.Time);
        run.Began += Began;
        run.Ended += Ended;
        run.Warned += text => Say($"atrun: warning: {text}");
        if (_bar is { } bar) run.Progress += (step, octets, all) => bar.Show(step.ToString(), octets, all);
        try
        {
            await run.Run(stop);
            Tell(run.Report, null, ExitCode.Done);
            return ExitCode.Done;
        }
        catch (Exception e) when (e is AtRunException or OperationCanceledException)
        {
            _bar?.Clear();
            var code = stop.IsCancellationRequested ? ExitCode.Interrupted : Failures.CodeOf(e);
            var why = code == ExitCode.Interrupted ? $"interrupted{(options.InPlace ? "" : "; what was selected on the module is whole")} (a transfer under way is given up by the module after 30 s of silence)" : e.Message;
            invocation.Error.WriteLine($"atrun: {why}");
            Tell(run.Report, why, code);
            return code;
        }
    }

    private void Began(PutStep step)
    {
        if (step.Action is PutAction.Send or PutAction.Verify) _bar?.Begin();
        if (!invocation.Verbose) return;
        _bar?.Clear();
        invocation.Detail($"atrun: {step} …");
    }

    private void Ended(PutStepDone done)
    {
        if (!invocation.Verbose) return;
        _bar?.Clear();
        var octets = done.Octets == 0 ? "" : $" {done.Octets} octets";
        var result = done.Failed is { } why ? $" failed: {why}" : done.Found is { } found ? $" {found}" : "";
        invocation.Detail(string.Create(CultureInfo.InvariantCulture, $"atrun: {done.Step.Action.ToString().ToLowerInvariant()}{(done.Step.Name is null ? "" : $" {done.Step.Name}")}:{octets}{result} ({done.Took.TotalSeconds:0.00} s)"));
    }

    private void Say(string text)
    {
        _bar?.Clear();
        invocation.Say(text);
    }

    private void Tell(PutReport report, string? error, ExitCode code)
    {
        _bar?.Clear();
        var crc = Crc16.Of(options.Content.Span).ToString("X4", CultureInfo.InvariantCulture);
        if (invocation.Json)
        {
            var result = new PutResult(target.ToString()!, report.Product, options.Name, options.Kind.ToString().ToLowerInvariant(), options.Content.Length, report.Sent,
                Math.Round(report.Took.TotalSeconds, 3), report.Retries, crc, report.Verified, report.Activated, report.Started, [.. report.Steps.Select(PutStepResult.Of)],
                options.DryRun ? [.. report.Planned.Select(s => s.ToString())] : null, report.Warnings, error, (int)code);
            invocation.Out.WriteLine(JsonSerializer.Serialize(result, CliJson.Plain.PutResult));
        }
        else if (options.DryRun && code == ExitCode.Done)
        {
            foreach (var step in report.Planned) invocation.Out.WriteLine(step);
            if (report.Planned.Count == 0) invocation.Out.WriteLine("nothing: the module has it already");
        }
        else if (code == ExitCode.Done)
        {
            string?[] parts =
            [
                $"{options.Content.Length} octets", report.Sent == 0 ? "there already" : null,
                report.Verified switch { "crc" => $"verified by its CRC {crc}", "read" => "read back and the same", _ => "not compared" },
                report.Activated ? "selected" : null, report.Started, report.Retries > 0 ? $"begun again {report.Retries} times" : null,
            ];
            invocation.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{options.Name}: {string.Join(", ", parts.Where(p => p is not null))} ({report.Took.TotalSeconds:0.0} s)"));
        }
        invocation.Out.Flush();
    }
}
