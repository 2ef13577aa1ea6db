using AtRun.Module.Messages;
using AtRun.Module.Services.Subscriber;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Results;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Commands.Sim;

[AtHandler]
internal sealed class CpbsHandler : Handler<Cpbs>
{
    /// <summary>"FD" can be selected where the PIN2 was given, or fixed dialling is on (GSM/GPRS software user guide 1vv0300784 p55).</summary>
    protected override ValueTask<FinalResult> Write(AtCall call, Cpbs value)
    {
        value = new() { Storage = value.Storage.ToUpperInvariant() };
        var sim = call.Module.Sim;
        if (call.Module.Phonebooks.Of(value.Storage) is null) return Answer(Refusal);
        return value.Storage == Cpbs.Fixed && !sim.Card.Pin2Verified && !sim.Card.FixedDialling ? Answer(sim.RefuseWithoutPin2()) : call.Store(value);
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        if (Phonebooks.Refusal(call) is { } busy) return Answer(busy);
        var phonebook = Phonebooks.Selected(call);
        call.Out.Line($"{Command.Name}: \"{call.Get<Cpbs>().Storage}\",{phonebook.Used},{phonebook.Capacity}");
        return Ok;
    }

    /// <summary>In the old styles each name stands in brackets of its own (AT reference 80000ST10025a p148). "MB" is listed where the SIM has mailboxes.</summary>
    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var names = Command.Parameters[0].Domain.Trim('(', ')');
        if (call.Module.Phonebooks.Of(Cpbs.Mailboxes) is not null) names += $",\"{Cpbs.Mailboxes}\"";
        call.Out.Line(call.OldStyle ? $"{Command.Name}: ({names.Replace(",", "),(", StringComparison.Ordinal)})" : $"{Command.Name}: ({names})");
        return Ok;
    }
}

/// <summary>What the other phonebook commands have in common.</summary>
internal static class Phonebooks
{
    /// <summary>The one that is selected; the SIM's own where the card that had it is gone.</summary>
    public static Phonebook Selected(AtCall call) => call.Module.Phonebooks.Of(call.Get<Cpbs>().Storage) ?? call.Module.Phonebooks.Of(Cpbs.Numbers)!;

    /// <summary>Behind the PIN the module reads the card first: until then its phonebooks cannot be used (GSM/GPRS software user guide 1vv0300784 p56).</summary>
    public static CmeError? Refusal(AtCall call) => call.Module.Sim.Status == SimStatus.Read ? null : CmeError.SimBusy;

    public static void Show(AtCall call, int index, PhonebookEntry entry)
    {
        var set = call.Get<Cscs>();
        call.Out.BeginLine();
        call.Out.Text($"{call.Command.Name}: {index},\"");
        TeText.Write(entry.Number.ToString(), set, call.Out.Output);
        call.Out.Text($"\",{entry.Number.TypeOfAddress},\"");
        TeText.Write(entry.Name, set, call.Out.Output);
        call.Out.Text("\"");
        call.Out.EndLine();
    }
}

[AtHandler]
internal sealed class CpbrHandler : Handler<Cpbr>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cpbr value)
    {
        if (Phonebooks.Refusal(call) is { } busy) return Answer(busy);
        var phonebook = Phonebooks.Selected(call);
        var last = value.Index2 == 0 ? value.Index1 : value.Index2;
        if (value.Index1 > phonebook.Capacity || last > phonebook.Capacity || last < value.Index1) return Answer(CmeError.InvalidIndex);
        for (var i = value.Index1; i <= last; i++)
            if (phonebook[i] is { } entry) Phonebooks.Show(call, i, entry);
        return Ok;
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var phonebook = Phonebooks.Selected(call);
        call.Out.Line($"{Command.Name}: (1-{phonebook.Capacity}),{Phonebook.MaxDigits},{phonebook.NameLength}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CpbfHandler : Handler<Cpbf>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cpbf value)
    {
        if (Phonebooks.Refusal(call) is { } busy) return Answer(busy);
        var phonebook = Phonebooks.Selected(call);
        // Not applicable to the lists of calls (AT reference 80000ST10025a p148).
        if (phonebook.IsOfCalls) return Answer(CmeError.OperationNotAllowed);
        if (!TeText.TryRead(value.FindText, call.Get<Cscs>(), out var text)) return Answer(CmeError.InvalidCharactersInTextString);
        var found = false;
        foreach (var (index, entry) in phonebook.All)
        {
            if (!entry.Name.StartsWith(text, StringComparison.OrdinalIgnoreCase)) continue;
            Phonebooks.Show(call, index, entry);
            found = true;
        }
        return found ? Ok : Answer(CmeError.NotFound);
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        call.Out.Line($"{Command.Name}: {Phonebook.MaxDigits},{Phonebooks.Selected(call).NameLength}");
        return Ok;
    }
}

[AtHandler]
internal sealed class CpbwHandler : Handler<Cpbw>
{
    protected override ValueTask<FinalResult> Write(AtCall call, Cpbw value)
    {
        if (Phonebooks.Refusal(call) is { } busy) return Answer(busy);
        var (phonebook, set, sim) = (Phonebooks.Selected(call), call.Get<Cscs>(), call.Module.Sim);
        var empties = value is { Number: "", Text: "" };
        // Nothing given: an error (AT reference 80000ST10025a p155).
        if (empties && value.Index == 0) return Error;
        if (value.Index > phonebook.Capacity) return Answer(CmeError.InvalidIndex);
        if (call.Get<Cpbs>().Storage == Cpbs.Fixed && !sim.Card.Pin2Verified) return Answer(sim.RefuseWithoutPin2());
        if (empties) return Store(phonebook, value.Index, null);
        if (phonebook.IsOfCalls) return Answer(CmeError.OperationNotAllowed);
        var number = SmsAddress.None;
        if (value.Number.Length > 0 && (!MessageComposer.TryReadAddress(value.Number, value.Type, set, out number) || number.Type == TypeOfNumber.Alphanumeric))
            return Answer(number.Digits.Length > Phonebook.MaxDigits ? CmeError.DialStringTooLong : CmeError.InvalidCharactersInDialString);
        if (!TeText.TryRead(value.Text, set, out var name)) return Answer(CmeError.InvalidCharactersInTextString);
        var index = value.Index > 0 ? value.Index : Enumerable.Range(1, phonebook.Capacity).FirstOrDefault(i => phonebook[i] is null);
        return index == 0 ? Answer(CmeError.MemoryFull) : Store(phonebook, index, new(number, name));
    }

    protected override ValueTask<FinalResult> Test(AtCall call)
    {
        var phonebook = Phonebooks.Selected(call);
        call.Out.Line($"{Command.Name}: (1-{phonebook.Capacity}),{Phonebook.MaxDigits},{Command.Parameters[2].Domain},{phonebook.NameLength}");
        return Ok;
    }

    private static async ValueTask<FinalResult> Store(Phonebook phonebook, int index, PhonebookEntry? entry) =>
        await phonebook.Set(index, entry) ? FinalResult.Ok : CmeError.TextStringTooLong;
}
