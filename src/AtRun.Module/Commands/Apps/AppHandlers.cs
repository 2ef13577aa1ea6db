using AtRun.Module.Apps;
using AtRun.Module.Files;
using AtRun.Protocol.Commands.Apps;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Apps;

[AtHandler]
internal sealed class M2mHandler : Handler<M2m>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2m value)
    {
        var result = await call.Store(value);
        if (value.Mode == M2m.AtOnce) call.Instance.AfterLine(() => call.Module.AfterGrace(m => m.Reboot(Command.Name)));
        return result;
    }
}

[AtHandler]
internal sealed class M2mRunHandler : Handler<M2mRun>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mRun value)
    {
        var apps = call.Module.Apps;
        var file = value.File.Length > 0 ? AppService.PathOf(call.Module.AppFiles.FindExecutable(value.File)) : apps.AtPowerOn?.File ?? apps.Running;
        if (file is null) return value.Mode == M2mRun.Never && value.File.Length == 0 ? FinalResult.Ok : FinalResult.Error;
        switch (value.Mode)
        {
            case M2mRun.Never:
                if (apps.AtPowerOn?.File == file) await apps.StartAtPowerOn(null, 0);
                if (apps.Running == file) apps.Stop();
                return FinalResult.Ok;
            case M2mRun.AtPowerOn:
                await apps.StartAtPowerOn(file, value.Delay);
                return FinalResult.Ok;
            default:
                if (await apps.Run(file) is not { } reason) return FinalResult.Ok;
                Log.AppNotStarted(call.Module.World.Log, file, reason);
                return FinalResult.Error;
        }
    }

    /// <summary>Each file: 2 starts at power-on, 1 runs, 0 neither; name; delay.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var (apps, start) = (call.Module.Apps, call.Module.Apps.AtPowerOn);
        foreach (var file in call.Module.AppFiles.Executables)
        {
            var path = $@"{AppFiles.AppFolder}\{file.Name}";
            var mode = start?.File == path ? M2mRun.AtPowerOn : apps.Running == path ? M2mRun.Now : M2mRun.Never;
            call.Out.Line($"{Command.Name}: {mode},\"{file.Name}\",{(mode == M2mRun.AtPowerOn ? start!.Value.Delay : 0)}");
        }
        return Ok;
    }
}

[AtHandler]
internal sealed class M2mRamHandler : Handler<M2mRam>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {AppService.Memory},{call.Module.Apps.Used}");
        return Ok;
    }
}

[AtHandler]
internal sealed class M2mArgHandler : Handler<M2mArg>
{
    // What is not given is not there, whatever stood there before.
    protected override object Current(AtCall call, int row) => new M2mArg();

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {string.Join(',', call.Get<M2mArg>().Given.Select(a => $"\"{a}\""))}");
        return Ok;
    }
}
