using AtRun.Protocol.Commands.Apps;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Apps;

[AtHandler]
internal sealed class M2mWriteHandler : Handler<M2mWrite>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mWrite value)
    {
        var files = call.Module.AppFiles;
        // What cannot be stored is refused before its octets are asked for. The current directory may be another one when they have come.
        var path = value.Bin == 1 ? files.ResolveExecutable(value.Path) : files.Resolve(value.Path);
        if (path is null || value.Path is [.., '\\' or '/'] || !files.Fits(path, value.Size)) return FinalResult.Error;
        var content = await call.Instance.PromptRaw(Prompts.WriteScript, value.Size, Timers.FileOctets.Default);
        return content is not null && await files.Write(path, content) ? FinalResult.Ok : FinalResult.Error;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mReadHandler : Handler<M2mRead>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mRead value)
    {
        if (await call.Module.AppFiles.Read(value.Path) is not { } content) return FinalResult.Error;
        call.Out.Octets(Prompts.ReadScript);
        call.Instance.WriteThrough(content.Span);
        return FinalResult.Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mListHandler : Handler<M2mList>
{
    /// <summary>A line without a comma is no file to programs that read the list (TLTFileUtils): so a directory has no size.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, M2mList value)
    {
        var files = call.Module.AppFiles;
        if (files.List(value.Path) is not { } content) return Error;
        foreach (var directory in content.Directories) call.Out.Line($"{Command.Name}: \"{directory}\"");
        foreach (var file in content.Files) call.Out.Line($"{Command.Name}: \"{file.Name}\",{file.Size}");
        call.Out.Line($"{Command.Name}: free bytes: {files.Store.Free}");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mDelHandler : Handler<M2mDel>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mDel value) =>
        await call.Module.AppFiles.Delete(value.Path) ? FinalResult.Ok : FinalResult.Error;

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mChDirHandler : Handler<M2mChDir>
{
    protected override ValueTask<FinalResult> Write(AtCall call, M2mChDir value) => call.Module.AppFiles.ChangeDirectory(value.Path) ? Ok : Error;

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        call.Out.Line($"{Command.Name}: \"{call.Module.AppFiles.Current}\"");
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mMkDirHandler : Handler<M2mMkDir>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mMkDir value) =>
        await call.Module.AppFiles.MakeDirectory(value.Path) ? FinalResult.Ok : FinalResult.Error;

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}

[AtHandler]
internal sealed class M2mRmDirHandler : Handler<M2mRmDir>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, M2mRmDir value) =>
        await call.Module.AppFiles.RemoveDirectory(value.Path) ? FinalResult.Ok : FinalResult.Error;

    protected override ValueTask<FinalResult> Test(AtCall call) => Ok;
}
