using AtRun.Protocol.Commands.Sim;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>The phonebooks of +CPBS, and what calls leave in them.</summary>
public sealed class PhonebookService
{
    private readonly RunningModule _module;
    private readonly SimPhonebook _numbers, _fixedNumbers, _lastNumbers, _mailboxes;
    private readonly CallList _missed, _received;

    internal PhonebookService(RunningModule module)
    {
        _module = module;
        var card = module.Sim.Card;
        (_numbers, _fixedNumbers, _lastNumbers, _mailboxes) = (new(card.Numbers), new(card.FixedNumbers), new(card.LastNumbers, isOfCalls: true), new(card.Mailboxes));
        (_missed, _received) = (new(module.Nvm, "calls/missed", _numbers), new(module.Nvm, "calls/received", _numbers));
    }

    /// <summary>A phonebook by its name in +CPBS; null: there is none such, or the SIM does not have it.</summary>
    public Phonebook? Of(string storage) => storage switch
    {
        Cpbs.Numbers => _numbers,
        Cpbs.Fixed => _fixedNumbers,
        Cpbs.Dialled => _lastNumbers,
        Cpbs.Missed => _missed,
        Cpbs.Received => _received,
        Cpbs.Mailboxes when _mailboxes.Capacity > 0 => _mailboxes,
        _ => null,
    };

    /// <summary>A number is called: it becomes the first of "LD". One that is called again stands there once.</summary>
    /// <param name="number">As it goes to the network; what is no number of a phonebook (more than 20 digits) is not listed.</param>
    public void Dialled(string number)
    {
        var list = _module.Sim.Card.LastNumbers;
        if (!_module.Sim.IsReady || list.Count == 0 || !TryParse(number, out var dialled) || _lastNumbers[1]?.Number == dialled) return;
        if (_lastNumbers.Record(new(dialled, "")) is { } record) _module.InBackground(_ => list.Push(record).AsTask());
    }

    /// <summary>A call was not answered: its number becomes the first of "MC", once however often it called (AT reference 80000ST10025a p148).</summary>
    /// <param name="number">The calling number; empty or null where it is withheld or not known: not listed.</param>
    public void Missed(string? number) => Add(_missed, number, once: true);

    /// <summary>A call was answered: its number becomes the first of "RC".</summary>
    /// <inheritdoc cref="Missed" path="/param"/>
    public void Received(string? number) => Add(_received, number, once: false);

    private void Add(CallList list, string? number, bool once)
    {
        if (TryParse(number, out var caller)) _module.InBackground(_ => list.Add(caller, once).AsTask());
    }

    private static bool TryParse(string? number, out SmsAddress parsed)
    {
        parsed = SmsAddress.None;
        return !string.IsNullOrEmpty(number) && SmsAddress.TryParse(number, out parsed) && parsed.Type != TypeOfNumber.Alphanumeric;
    }
}
