using System.Globalization;
using AtRun.Module.Settings;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>Numbers that called, the youngest first, in the module's non-volatile memory (+CPBS "MC", "RC"). Names are those that the SIM's phonebook has.</summary>
/// <remarks>As text: a line a place, number and type of address, or nothing.</remarks>
public sealed class CallList : Phonebook
{
    /// <summary>Places (Telit 1vv0300784 p56 shows 20 for "MC").</summary>
    public const int Places = 20;

    private readonly NvmSettings _nvm;
    private readonly string _key;
    private readonly Phonebook _names;
    private readonly List<SmsAddress?> _numbers = [];

    internal CallList(NvmSettings nvm, string key, Phonebook names)
    {
        (_nvm, _key, _names) = (nvm, key, names);
        foreach (var line in nvm.GetText(key)?.Split('\n').Take(Places) ?? [])
            _numbers.Add(line.Split(' ') is [var digits, var type] && int.TryParse(type, NumberStyles.None, CultureInfo.InvariantCulture, out var address) ? SmsAddress.Of(digits, address) : null);
    }

    public override int Capacity => Places;

    public override int NameLength => _names.NameLength;

    public override bool IsOfCalls => true;

    public override PhonebookEntry? this[int index] =>
        index <= _numbers.Count && _numbers[index - 1] is { } number ? new(number, _names.NameOf(number)) : null;

    /// <summary>A number called.</summary>
    /// <param name="number">Its own; none: it is not listed.</param>
    /// <param name="once">Its older calls leave the list.</param>
    public ValueTask Add(SmsAddress number, bool once)
    {
        if (number.IsNone) return default;
        if (once) _numbers.RemoveAll(n => n == number);
        _numbers.Insert(0, number);
        if (_numbers.Count > Places) _numbers.RemoveAt(Places);
        return Store();
    }

    /// <summary>A call alone makes an entry: a place can only be freed.</summary>
    public override async ValueTask<bool> Set(int index, PhonebookEntry? entry)
    {
        if (entry is not null) throw new InvalidOperationException("calls make the entries of this list");
        if (index > _numbers.Count) return true;
        _numbers[index - 1] = null;
        await Store();
        return true;
    }

    private ValueTask Store() => _nvm.SetText(_key, string.Join('\n', _numbers.Select(n => n is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number.Digits} {number.TypeOfAddress}") : "")));
}
