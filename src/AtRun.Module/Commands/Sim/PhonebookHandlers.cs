using AtRun.Module.Messages;
using AtRun.Module.Services;
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
        if (!OneOf.Allows(Command.Parameters[0], value.Storage)) return Answer(Refusal);
        var sim = call.Module.Sim;
        return value.Storage == Cpbs.Fixed && !sim.Card.Pin2Verified && !sim.Card.FixedDialling ? Answer(sim.RefuseWithoutPin2()) : call.Store(value);
    }

    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        var storage = call.Get<Cpbs>().Storage;
        var phonebook = call.Module.Sim.PhonebookOf(storage);
        call.Out.Line($"{Command.Name}: \"{storage}\",{phonebook.Used},{phonebook.Capacity}");
        return Ok;
    }
}

/// <summary>What the other phonebook commands have in common.</summary>
internal static class Phonebooks
{
    /// <summary>The one that is selected.</summary>
    public static Phonebook Selected(AtCall call) => call.Module.Sim.PhonebookOf(call.Get<Cpbs>().Storage);

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
        if (!TeText.TryRead(value.FindText, call.Get<Cscs>(), out var text)) return Answer(CmeError.InvalidCharactersInTextString);
        var found = false;
        foreach (var (index, entry) in Phonebooks.Selected(call).All)
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
        var (phonebook, set, sim) = (Phonebooks.Selected(call), call.Get<Cscs>(), call.Module.Sim);
        var empties = value is { Number: "", Text: "" };
        // Nothing given: an error (AT reference 80000ST10025a p155).
        if (empties && value.Index == 0) return Error;
        if (value.Index > phonebook.Capacity) return Answer(CmeError.InvalidIndex);
        if (call.Get<Cpbs>().Storage == Cpbs.Fixed && !sim.Card.Pin2Verified) return Answer(sim.RefuseWithoutPin2());
        if (empties) return Store(phonebook, value.Index, null);
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
