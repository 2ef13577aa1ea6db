using AtRun.Module.Files;
using AtRun.Protocol.Commands.Scripts;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Scripts;

[AtHandler]
internal sealed class WScriptHandler : Handler<WScript>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, WScript value)
    {
        var store = call.Module.Scripts;
        // What cannot be stored is refused before its octets are asked for.
        if (!ScriptName.IsPossible(value.ScriptName) || !store.Fits(value.ScriptName, value.Size)) return FinalResult.Error;
        var content = await call.Instance.PromptRaw(FilePrompts.Write(call), value.Size, Timers.FileOctets.Default);
        return content is not null && await store.Write(value.ScriptName, content, value.Hidden == 1) ? FinalResult.Ok : FinalResult.Error;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class RScriptHandler : Handler<RScript>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, RScript value)
    {
        var store = call.Module.Scripts;
        if (store.Find(value.ScriptName) is not { } file || await store.Read(file.Name) is not { } content) return FinalResult.Error;
        call.Out.Octets(FilePrompts.Read(call));
        if (!file.Hidden) call.Instance.WriteThrough(content.Span);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class LScriptHandler : Handler<LScript>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var store = call.Module.Scripts;
        foreach (var file in store.Files)
        {
            // In the old styles each is a block of its own, without quotes and comma (AT reference 80000ST10025a p548).
            if (call.OldStyle)
            {
                call.Out.Line($"{Command.Name}: {file.Name} {file.Size}");
                call.Out.BeginBlock();
            }
            else call.Out.Line($"{Command.Name}: \"{file.Name}\",{file.Size}");
        }
        call.Out.Line($"{Command.Name}: free bytes: {store.Free}");
        return Ok;
    }
}

[AtHandler]
internal sealed class LcScriptHandler : Handler<LcScript>
{
    protected override ValueTask<FinalResult> Execute(AtCall call)
    {
        var store = call.Module.Scripts;
        foreach (var file in store.Files) Line(call, file);
        call.Out.Line($"{Command.Name}: free bytes: {store.Free}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Write(AtCall call, LcScript value)
    {
        if (call.Module.Scripts.Find(value.ScriptName) is not { } file) return Error;
        Line(call, file);
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;

    /// <summary>Of the file that runs no sum is told (AT reference 80000ST10025a p549).</summary>
    private void Line(AtCall call, StoredFile file)
    {
        if (call.Module.Script.InUse == file.Name) call.Out.Line($"{Command.Name}: \"{file.Name}\",{file.Size}");
        else call.Out.Line($"{Command.Name}: \"{file.Name}\",{file.Size},{file.Crc:X4}");
    }
}

[AtHandler]
internal sealed class DScriptHandler : Handler<DScript>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, DScript value) =>
        await call.Module.Scripts.Delete(value.ScriptName) ? FinalResult.Ok : FinalResult.Error;

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class EScriptHandler : Handler<EScript>
{
    /// <summary><c>AT#ESCRIPT=</c> selects none, as <c>AT#ESCRIPT=""</c> does (AT reference 80000ST10025a p543).</summary>
    protected override ValueTask<FinalResult> Take(AtCall call, ReadOnlySpan<byte> parameters) =>
        parameters.IsEmpty ? Write(call, new EScript()) : base.Take(call, parameters);

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
