using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A SIM card: PIN and PUK with their attempts, kept in memory that survives the power.</summary>
/// <remarks>GSM 11.11 §8.9-8.13 (VERIFY, CHANGE, DISABLE, ENABLE, UNBLOCK CHV). What a command changes is durable before it is answered.</remarks>
public sealed class SimCard : ISim
{
    public const int PinAttempts = 3;
    public const int PukAttempts = 10;

    private readonly IFlash _flash;
    private readonly string _key;
    private readonly SimCardOptions _made;
    private Chip _chip;
    private bool _inserted;
    private bool _verified;

    /// <summary>A card that keeps its state under <paramref name="prefix"/>; the module's own memory may be the same flash.</summary>
    public SimCard(IFlash flash, SimCardOptions? options = null, string prefix = "sim/")
    {
        (_flash, _key, _made) = (flash, prefix + "card", options ?? new());
        _inserted = _made.Inserted;
        _chip = new(_made.PinEnabled, PinAttempts, PukAttempts, _made.Pin);
        foreach (var (key, value) in flash.ReadAll())
            if (key == _key && Chip.TryParse(value) is { } stored) _chip = stored;
    }

    public event Action? Changed;

    public SimState State =>
        !_inserted ? SimState.NotInserted
        : _chip.PinLeft == 0 ? (_chip.PukLeft == 0 ? SimState.Blocked : SimState.Puk)
        : _chip.PinEnabled && !_verified ? SimState.Pin
        : SimState.Ready;

    public string? Iccid => _inserted ? _made.Iccid : null;

    public string? Imsi => _inserted ? _made.Imsi : null;

    public string? OwnNumber => _inserted ? _made.Number : null;

    public bool PinEnabled => _chip.PinEnabled;

    public int AttemptsLeft => !_inserted ? 0 : _chip.PinLeft == 0 ? _chip.PukLeft : _chip.PinLeft;

    /// <summary>Puts the card in; nothing if it is.</summary>
    public void Insert() => Move(true);

    /// <summary>Takes the card out; nothing if it is out.</summary>
    public void Remove() => Move(false);

    public void PowerOn() => _verified = false;

    public ValueTask<SimAnswer> EnterPin(string pin) =>
        State == SimState.Pin ? Present(pin, _chip) : Refused;

    public ValueTask<SimAnswer> ChangePin(string oldPin, string newPin) =>
        State == SimState.Ready && _chip.PinEnabled && IsPin(newPin) ? Present(oldPin, _chip with { Pin = newPin }) : Refused;

    public ValueTask<SimAnswer> EnablePin(bool enable, string pin) =>
        State == SimState.Ready && _chip.PinEnabled != enable ? Present(pin, _chip with { PinEnabled = enable }) : Refused;

    public async ValueTask<SimAnswer> Unblock(string puk, string newPin)
    {
        if (!_inserted || _chip.PukLeft == 0 || !IsPin(newPin)) return SimAnswer.NotAllowed;
        if (puk != _made.Puk)
        {
            await Keep(_chip with { PukLeft = _chip.PukLeft - 1 });
            return _chip.PukLeft == 0 ? SimAnswer.NoAttemptLeft : SimAnswer.WrongSecret;
        }
        await Keep(_chip with { Pin = newPin, PinLeft = PinAttempts, PukLeft = PukAttempts });
        _verified = true;
        return SimAnswer.Accepted;
    }

    public ISimRecords Messages => throw new NotImplementedException();

    public ISimRecords MessageParameters => throw new NotImplementedException();

    public ISimRecords FixedNumbers => throw new NotImplementedException();

    public bool FixedDialling => false;

    public int Pin2AttemptsLeft => 3;

    public bool Pin2Verified => false;

    public ValueTask<SimAnswer> EnterPin2(string pin2) => throw new NotImplementedException();

    public ValueTask<SimAnswer> Unblock2(string puk2, string newPin2) => throw new NotImplementedException();

    public ValueTask<SimAnswer> ChangePin2(string oldPin2, string newPin2) => throw new NotImplementedException();

    public ValueTask<SimAnswer> EnableFixedDialling(bool enable, string pin2) => throw new NotImplementedException();

    private static ValueTask<SimAnswer> Refused => new(SimAnswer.NotAllowed);

    private static bool IsPin(string text) => text.Length is >= 4 and <= 8 && text.All(char.IsAsciiDigit);

    private async ValueTask<SimAnswer> Present(string pin, Chip ifRight)
    {
        if (pin != _chip.Pin)
        {
            await Keep(_chip with { PinLeft = _chip.PinLeft - 1 });
            if (_chip.PinLeft > 0) return SimAnswer.WrongSecret;
            _verified = false;
            return SimAnswer.NoAttemptLeft;
        }
        await Keep(ifRight with { PinLeft = PinAttempts });
        _verified = true;
        return SimAnswer.Accepted;
    }

    private ValueTask Keep(Chip chip)
    {
        if (chip == _chip) return ValueTask.CompletedTask;
        _chip = chip;
        return _flash.Write(new[] { new FlashChange(_key, chip.ToString()) });
    }

    private void Move(bool inserted)
    {
        if (_inserted == inserted) return;
        (_inserted, _verified) = (inserted, false);
        Changed?.Invoke();
    }

    /// <summary>What the card keeps; as text: lock, PIN attempts, PUK attempts, PIN.</summary>
    private readonly record struct Chip(bool PinEnabled, int PinLeft, int PukLeft, string Pin)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(PinEnabled ? 1 : 0)},{PinLeft},{PukLeft},{Pin}");

        public static Chip? TryParse(string text) =>
            text.Split(',') is [var enabled, var pin, var puk, var secret] && int.TryParse(pin, out var pinLeft) && int.TryParse(puk, out var pukLeft) && IsPin(secret)
                ? new(enabled == "1", pinLeft, pukLeft, secret)
                : null;
    }
}
