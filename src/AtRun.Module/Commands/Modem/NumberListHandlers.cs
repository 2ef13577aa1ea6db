using AtRun.Protocol.Commands.Modem;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Modem;

/// <summary>The ten telephone numbers that the module keeps (AT reference 80000ST10025a p45-46).</summary>
internal static class NumberList
{
    public const int Count = 10, MaxDigits = 24;

    public static string? Find(RunningModule module, int record) => module.Nvm.GetText(KeyOf(record));

    public static ValueTask Set(RunningModule module, int record, string? number) => module.Nvm.SetText(KeyOf(record), number);

    private static string KeyOf(int record) => $"number/{record}";
}

[AtHandler]
internal sealed class StoreNumberHandler : Handler<StoreNumber>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, StoreNumber value)
    {
        //  <n>=<nr>    one digit; no number deletes
        if (value.Entry is not [>= '0' and <= '9', '=', ..]) return FinalResult.Error;
        var record = value.Entry[0] - '0';
        var number = value.Entry[2..].Trim().Trim('"');
        if (number.Length > NumberList.MaxDigits || (number.Length > 0 && !DialString.IsNumber(number))) return FinalResult.Error;
        if (number.Length > 0 && NumberList.Find(call.Module, record) is not null) return FinalResult.Error;
        await NumberList.Set(call.Module, record, number.Length == 0 ? null : number);
        return FinalResult.Ok;
    }
}

[AtHandler]
internal sealed class ShowNumbersHandler : Handler<ShowNumbers>
{
    /// <summary>One line a record, <c>record: number</c>; nothing for an empty one. The form is not printed in the manual: own choice.</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, ShowNumbers value)
    {
        for (var record = 0; record < NumberList.Count; record++)
            if ((value.Record < 0 || value.Record == record) && NumberList.Find(call.Module, record) is { } number)
                call.Out.Line($"{record}: {number}");
        return Ok;
    }
}
