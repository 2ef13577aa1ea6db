namespace AtRun.Client.Downloads;

public sealed partial class PutRun
{
    /// <summary>How long a module is waited for after its restart, how long it may take to go, and how often it is tried.</summary>
    private static readonly TimeSpan ComesBack = TimeSpan.FromSeconds(120), Goes = TimeSpan.FromSeconds(30), Knock = TimeSpan.FromSeconds(5);

    private const string Restart = "AT#REBOOT";

    private async Task Start(bool selected, CancellationToken stop)
    {
        var why = selected ? await _store.WhyNotStarting(_session!, stop) : null;
        if (options.Run == Starting.Not)
        {
            if (why is not null) Warn(why);
            return;
        }
        // A script that the module would not start is started at once.
        var restarts = options.Run == Starting.Restart || (options.Run == Starting.Usual && options.Kind == FileKind.Script && why is null);
        if (restarts && why is not null) Warn(why);
        if (!restarts)
        {
            try
            {
                await StepStart(stop);
                return;
            }
            catch (CommandFailedException e) when (options.Kind == FileKind.Script && options.Run == Starting.Usual)
            {
                Warn($"{e.Message}; if another one runs, the module's restart ends it");
            }
        }
        await Step(new(PutAction.Run, null, Restart), async _ => (await Restarted(stop), 0));
        await Step(new(PutAction.Return), async _ => (await Returned(stop), 0));
        // It may have started with the module after all: DTR was low.
        if (!restarts && _session is { IsOpen: true } session && await _store.Runs(session, options.Name, stop) is not true) await StepStart(stop);
    }

    private static string Seen(bool? runs) => runs switch { null => "started", true => "started, and in use", false => "started; it is not in use (any more)" };

    private Task StepStart(CancellationToken stop) => Step(new(PutAction.Run, options.Name), async _ => (await Started(stop), 0));

    private async Task<string> Started(CancellationToken stop)
    {
        try
        {
            await _store.Start(_session!, options.Name, stop);
            return _report.Started = Seen(await _store.Runs(_session!, options.Name, stop));
        }
        catch (Exception e) when (e is EffectUnknownException { Because: UnknownBecause.Disconnected } or NotRunException)
        {
            // A script takes the instance that it uses.
            return _report.Started = "the session ended with its start: it may use this instance itself";
        }
    }

    private async Task<string> Restarted(CancellationToken stop)
    {
        try
        {
            var response = await _session!.Execute(Restart, options.Timeout, stop);
            if (!response.IsSuccess) throw new CommandFailedException(response, $"{response.Command}: {response.Result}");
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Disconnected)
        {
            // It went before its OK arrived.
        }
        return _report.Started = "the module restarts";
    }

    /// <summary>Waits for the module. That it does not come is no failure: what starts on it may keep it from that.</summary>
    private async Task<string> Returned(CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        // Over TCP its going is seen: before that it would answer as if it were back.
        while (options.Channel == Channel.Tcp && _session is { IsOpen: true } && time.GetElapsedTime(begun) < Goes) await Task.Delay(Knock, time, stop);
        if (_session is not Listening.RemoteModule) _session?.Close();
        // A module that dials is waited for by what is asked of it.
        using var patience = new CancellationTokenSource(ComesBack, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        while (!patience.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Knock, time, either.Token);
                if (_session is not { IsOpen: true }) _session = await open(either.Token);
                if (!(await _session.Execute("AT", Knock, either.Token)).IsSuccess) continue;
                var has = await _store.Look(_session, either.Token);
                _report.Started = has.IsSelected(options.Name) || options.Kind == FileKind.App ? Seen(await _store.Runs(_session, options.Name, stop)) : "the module restarted";
                return $"it is back after {time.GetElapsedTime(begun).TotalSeconds:0} s";
            }
            catch (Exception e) when (e is AtRunException or OperationCanceledException && !stop.IsCancellationRequested)
            {
                // Not yet.
            }
        }
        Warn($"the module did not come back here within {ComesBack.TotalSeconds:0} s: what started on it may hold this instance, or it needs longer");
        return "not seen again";
    }
}
