using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class SmsAtWlHandler : Handler<SmsAtWl>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, SmsAtWl value)
    {
        var list = call.Module.SmsAtRun.WhiteList;
        switch (value.Action)
        {
            case SmsAtWl.Add:
                return value.String.Length > 0 && await list.Put(value) ? FinalResult.Ok : FinalResult.Error;
            case SmsAtWl.Delete:
                await list.Free(value.Index);
                return FinalResult.Ok;
            default:
                Show(call, value.Index);
                return FinalResult.Ok;
        }
    }

    /// <summary>One line for each place (DEC-5); passwords in clear, as the module prints its other list too.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        for (var index = 1; index <= SmsAtWl.Places; index++) Show(call, index);
        return Ok;
    }

    /// <summary>The string has no range to show (at-commands 1.4).</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {string.Join(',', Command.Parameters.Where(p => p.Domain.Length > 0).Select(p => p.Domain))}");
        return Ok;
    }

    private void Show(AtCall call, int index) =>
        call.Out.Line(call.Module.SmsAtRun.WhiteList[index] is { } entry ? $"{Command.Name}: {(int)entry.EntryType},\"{entry.String}\"" : $"{Command.Name}: ");
}
