using System.Globalization;
using AtRun.Module.Worlds;

namespace AtRun.Simulation;

/// <summary>A SIM card: PINs and PUKs with their attempts and its files, kept in memory that survives the power.</summary>
/// <remarks>
/// GSM 11.11 §8.9-8.13 (VERIFY, CHANGE, DISABLE, ENABLE, UNBLOCK CHV). What a command changes is durable before it is answered.
/// Fixed dialling is switched by CHV2 (§11.5.1: the numbers of the card are invalidated while it is on).
/// </remarks>
public sealed class SimCard : ISim
{
    public const int PinAttempts = 3;
    public const int PukAttempts = 10;

    private static readonly byte[] _answerToReset = [0x3B, 0x15, 0x94, .. "AtRun"u8];

    private readonly IFlash _flash;
    private readonly string _key;
    private readonly string _prefix;
    private readonly SimCardOptions _made;
    private readonly SimRecords _messages;
    private readonly SimRecords _parameters;
    private readonly SimRecords _numbers;
    private readonly SimRecords _fixedNumbers;
    private readonly SimRecords[] _networks;
    private readonly SimRecords _lastNumbers;
    private readonly SimRecords _mailboxes;
    private readonly SimRecords _ownNumbers;
    private readonly SimRecords _callMeter;
    private readonly SimRecords _callMeterMaximum;
    private readonly SimRecords _unitPrice;
    private SimDirectory? _directory;
    private Chip _chip;
    private bool _inserted;
    private bool _verified;
    private bool _verified2;

    /// <summary>A card that keeps its state under <paramref name="prefix"/>; the module's own memory may be the same flash.</summary>
    public SimCard(IFlash flash, SimCardOptions? options = null, string prefix = "sim/")
    {
        (_flash, _key, _prefix, _made) = (flash, prefix + "card", prefix, options ?? new());
        _inserted = _made.Inserted;
        _chip = new(_made.PinEnabled, new(PinAttempts, PukAttempts, _made.Pin), false, new(PinAttempts, PukAttempts, _made.Pin2));
        // A free message has status 0 (GSM 11.11 §10.5.3).
        Func<bool> present = () => _inserted;
        _messages = new(flash, prefix + "sms/", SimFiles.Messages, SimFiles.MessageLength, SimFiles.NewMessage, present);
        _parameters = new(flash, prefix + "smsp/", 1, SimFiles.ParametersLength, SimFiles.ParametersOf(_made.ServiceCentre), present);
        _numbers = new(flash, prefix + "adn/", SimFiles.Numbers, SimFiles.NumberLength, SimFiles.NewNumber, present);
        _networks =
        [
            new(flash, prefix + "plmn/", SimFiles.PreferredNetworks, NetworkList.RecordLength, NetworkList.Free.ToArray(), present),
            new(flash, prefix + "oplmn/", 1, NetworkList.RecordLength, NetworkList.Record(_made.PartnerNetwork), present),
            new(flash, prefix + "hplmn/", 1, NetworkList.RecordLength, NetworkList.Record(_made.Imsi[..5]), present),
        ];
        _fixedNumbers = new(flash, prefix + "fdn/", SimFiles.FixedNumbers, SimFiles.NumberLength, SimFiles.NewNumber, present);
        _lastNumbers = new(flash, prefix + "lnd/", SimFiles.LastNumbers, SimFiles.NumberLength, SimFiles.NewNumber, present);
        _mailboxes = new(flash, prefix + "mbdn/", SimFiles.Mailboxes, SimFiles.NumberLength, SimFiles.NewNumber, () => _inserted && _made.Mailboxes);
        _ownNumbers = new(flash, prefix + "msisdn/", SimFiles.OwnNumbers, SimFiles.OwnNumberLength, SimFiles.NewOwnNumber, present, SimFiles.OwnNumberOf(_made.Number));
        _callMeter = new(flash, prefix + "acm/", 1, SimFiles.MeterLength, SimFiles.NewMeter, present);
        _callMeterMaximum = new(flash, prefix + "acmmax/", 1, SimFiles.MeterLength, SimFiles.NewMeter, present);
        _unitPrice = new(flash, prefix + "puct/", 1, SimFiles.PriceLength, SimFiles.NewPrice, present);
        SimRecords[] files = [_messages, _parameters, _numbers, _fixedNumbers, _lastNumbers, _mailboxes, _ownNumbers, _callMeter, _callMeterMaximum, _unitPrice, .. _networks];
        foreach (var (key, value) in flash.ReadAll())
        {
            if (key == _key) _chip = Chip.TryParse(value, _chip) ?? _chip;
            else if (key.StartsWith(prefix, StringComparison.Ordinal)) _ = files.Any(f => f.Restore(key, value));
        }
    }

    public event Action? Changed;

    public SimState State =>
        !_inserted ? SimState.NotInserted
        : _chip.Pin.Left == 0 ? (_chip.Pin.UnblockLeft == 0 ? SimState.Blocked : SimState.Puk)
        : _chip.PinEnabled && !_verified ? SimState.Pin
        : SimState.Ready;

    public string? Iccid => _inserted ? _made.Iccid : null;

    public string? Imsi => _inserted ? _made.Imsi : null;

    public string? OwnNumber => _inserted ? _made.Number : null;

    public bool PinEnabled => _chip.PinEnabled;

    public int AttemptsLeft => !_inserted ? 0 : _chip.Pin.Left == 0 ? _chip.Pin.UnblockLeft : _chip.Pin.Left;

    public ISimRecords Messages => _messages;

    public ISimRecords MessageParameters => _parameters;

    public ISimRecords Numbers => _numbers;

    public ISimRecords FixedNumbers => _fixedNumbers;

    public ISimRecords PreferredNetworks(int list) => _networks[list];

    public ISimCycle LastNumbers => _lastNumbers;

    public ISimRecords Mailboxes => _mailboxes;

    public ISimRecords CallMeter => _callMeter;

    public ISimRecords CallMeterMaximum => _callMeterMaximum;

    public ISimRecords UnitPrice => _unitPrice;

    public ISimRecords OwnNumbers => _ownNumbers;

    public bool FixedDialling => _inserted && _chip.FixedDialling;

    public int Pin2AttemptsLeft => _inserted ? _chip.Pin2.Left : 0;

    public bool Pin2Verified => _inserted && _verified2;

    /// <remarks>
    /// Direct convention; TA1 94: 512 clocks, 8 times as fast (#ENHSIM); five historical characters, "AtRun".
    /// </remarks>
    public ReadOnlyMemory<byte> AnswerToReset => _inserted ? _answerToReset : default;

    public ISimSession OpenSession() => new SimSession(this, _directory ??= Directory());

    /// <summary>VERIFY CHV1 (GSM 11.11 §8.9): also where it was given before.</summary>
    internal ValueTask<SimAnswer> Verify(string pin) => _inserted && _chip.PinEnabled && _chip.Pin.Left > 0 ? Present(pin, _chip) : Refused;

    /// <summary>Puts the card in; nothing if it is.</summary>
    public void Insert() => Move(true);

    /// <summary>Takes the card out; nothing if it is out.</summary>
    public void Remove() => Move(false);

    public void PowerOn() => _verified = _verified2 = false;

    public ValueTask<SimAnswer> EnterPin(string pin) =>
        State == SimState.Pin ? Present(pin, _chip) : Refused;

    public ValueTask<SimAnswer> ChangePin(string oldPin, string newPin) =>
        State == SimState.Ready && _chip.PinEnabled && IsPin(newPin) ? Present(oldPin, _chip with { Pin = _chip.Pin with { Code = newPin } }) : Refused;

    public ValueTask<SimAnswer> EnablePin(bool enable, string pin) =>
        State == SimState.Ready && _chip.PinEnabled != enable ? Present(pin, _chip with { PinEnabled = enable }) : Refused;

    public async ValueTask<SimAnswer> Unblock(string puk, string newPin)
    {
        if (!_inserted || _chip.Pin.UnblockLeft == 0 || !IsPin(newPin)) return SimAnswer.NotAllowed;
        if (puk != _made.Puk)
        {
            await Keep(_chip with { Pin = _chip.Pin.WrongUnblock() });
            return _chip.Pin.UnblockLeft == 0 ? SimAnswer.NoAttemptLeft : SimAnswer.WrongSecret;
        }
        await Keep(_chip with { Pin = new(PinAttempts, PukAttempts, newPin) });
        _verified = true;
        return SimAnswer.Accepted;
    }

    public ValueTask<SimAnswer> EnterPin2(string pin2) => TakesPin2 ? Present2(pin2, _chip) : Refused;

    public ValueTask<SimAnswer> ChangePin2(string oldPin2, string newPin2) =>
        TakesPin2 && IsPin(newPin2) ? Present2(oldPin2, _chip with { Pin2 = _chip.Pin2 with { Code = newPin2 } }) : Refused;

    /// <remarks>Not allowed where it is so already, as with the PIN.</remarks>
    public ValueTask<SimAnswer> EnableFixedDialling(bool enable, string pin2) =>
        State != SimState.Ready || !TakesPin2 || _chip.FixedDialling == enable ? Refused
        : pin2.Length == 0 && _verified2 ? Switch(enable)
        : Present2(pin2, _chip with { FixedDialling = enable });

    public async ValueTask<SimAnswer> Unblock2(string puk2, string newPin2)
    {
        if (!_inserted || _chip.Pin2.UnblockLeft == 0 || !IsPin(newPin2)) return SimAnswer.NotAllowed;
        if (puk2 != _made.Puk2)
        {
            await Keep(_chip with { Pin2 = _chip.Pin2.WrongUnblock() });
            return _chip.Pin2.UnblockLeft == 0 ? SimAnswer.NoAttemptLeft : SimAnswer.WrongSecret;
        }
        await Keep(_chip with { Pin2 = new(PinAttempts, PukAttempts, newPin2) });
        _verified2 = true;
        return SimAnswer.Accepted;
    }

    private static ValueTask<SimAnswer> Refused => new(SimAnswer.NotAllowed);

    private bool TakesPin2 => _inserted && _chip.Pin2.Left > 0;

    private static bool IsPin(string text) => text.Length is >= 4 and <= 8 && text.All(char.IsAsciiDigit);

    /// <summary>Its files as commands find them; made when the first one comes: most cards see none.</summary>
    private SimDirectory Directory()
    {
        var directory = new SimDirectory(_flash, _made, _prefix);
        directory.Add(0x6F3A, SimDirectory.Telecom, _numbers);
        directory.Add(0x6F3B, SimDirectory.Telecom, _fixedNumbers, SimAccess.Pin2);
        directory.Add(0x6F3C, SimDirectory.Telecom, _messages);
        directory.Add(0x6F40, SimDirectory.Telecom, _ownNumbers);
        directory.Add(0x6F42, SimDirectory.Telecom, _parameters);
        directory.Add(0x6F44, SimDirectory.Telecom, _lastNumbers, isCycle: true);
        directory.Add(0x6F17, SimDirectory.Gsm, _mailboxes);
        foreach (var (key, value) in _flash.ReadAll()) _ = directory.Binaries.Any(f => f.Restore(key, value));
        return directory;
    }

    private async ValueTask<SimAnswer> Present(string pin, Chip ifRight)
    {
        if (pin != _chip.Pin.Code)
        {
            await Keep(_chip with { Pin = _chip.Pin.Wrong() });
            if (_chip.Pin.Left > 0) return SimAnswer.WrongSecret;
            _verified = false;
            return SimAnswer.NoAttemptLeft;
        }
        await Keep(ifRight with { Pin = ifRight.Pin with { Left = PinAttempts } });
        _verified = true;
        return SimAnswer.Accepted;
    }

    private async ValueTask<SimAnswer> Present2(string pin2, Chip ifRight)
    {
        if (pin2 != _chip.Pin2.Code)
        {
            await Keep(_chip with { Pin2 = _chip.Pin2.Wrong() });
            if (_chip.Pin2.Left > 0) return SimAnswer.WrongSecret;
            _verified2 = false;
            return SimAnswer.NoAttemptLeft;
        }
        await Keep(ifRight with { Pin2 = ifRight.Pin2 with { Left = PinAttempts } });
        _verified2 = true;
        return SimAnswer.Accepted;
    }

    private async ValueTask<SimAnswer> Switch(bool fixedDialling)
    {
        await Keep(_chip with { FixedDialling = fixedDialling });
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
        (_inserted, _verified, _verified2) = (inserted, false, false);
        Changed?.Invoke();
    }

    /// <summary>A secret of the card holder, and the attempts left for it and for what unblocks it.</summary>
    private readonly record struct Secret(int Left, int UnblockLeft, string Code)
    {
        public Secret Wrong() => this with { Left = Left - 1 };

        public Secret WrongUnblock() => this with { UnblockLeft = UnblockLeft - 1 };

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Left},{UnblockLeft},{Code}");

        public static Secret? TryParse(ReadOnlySpan<string> fields) =>
            int.TryParse(fields[0], out var left) && int.TryParse(fields[1], out var unblockLeft) && IsPin(fields[2]) ? new(left, unblockLeft, fields[2]) : null;
    }

    /// <summary>What the card keeps beside its files; as text: lock, PIN attempts, PUK attempts, PIN, fixed dialling, PIN2 attempts, PUK2 attempts, PIN2.</summary>
    private readonly record struct Chip(bool PinEnabled, Secret Pin, bool FixedDialling, Secret Pin2)
    {
        private const int Fields = 8;
        private const int FieldsWithoutPin2 = 4;

        public override string ToString() => $"{(PinEnabled ? 1 : 0)},{Pin},{(FixedDialling ? 1 : 0)},{Pin2}";

        /// <summary>A text without the second half is of a card whose PIN2 was never used.</summary>
        public static Chip? TryParse(string text, Chip made)
        {
            var fields = text.Split(',');
            if (fields.Length is not (Fields or FieldsWithoutPin2) || Secret.TryParse(fields.AsSpan(1)) is not { } pin) return null;
            var chip = made with { PinEnabled = fields[0] == "1", Pin = pin };
            if (fields.Length == FieldsWithoutPin2) return chip;
            return Secret.TryParse(fields.AsSpan(5)) is { } pin2 ? chip with { FixedDialling = fields[4] == "1", Pin2 = pin2 } : null;
        }
    }
}
