namespace AtRun.Module.Worlds;

/// <summary>A USSD string (22.090).</summary>
/// <param name="Text">As characters; 8-bit data as Latin-1.</param>
/// <param name="Coding">Data coding scheme of cell broadcast (23.038 §5).</param>
public readonly record struct UssdText(string Text, byte Coding)
{
    /// <summary>GSM 7-bit, language unspecified.</summary>
    public const byte Gsm7 = 0x0F;

    /// <summary>UCS2 (general data coding).</summary>
    public const byte Ucs2 = 0x48;
}

/// <summary>What the network says (27.007 §7.15, &lt;m&gt;).</summary>
public enum UssdKind
{
    /// <summary>Nothing more is to be done: the dialogue is over.</summary>
    Notice = 0,

    /// <summary>An answer is expected.</summary>
    Request = 1,

    /// <summary>The network ended the dialogue.</summary>
    Terminated = 2,

    /// <summary>Another terminal has answered.</summary>
    OtherAnswered = 3,

    NotSupported = 4,
    TimeOut = 5,
}

/// <summary>One thing that the network says.</summary>
/// <param name="Kind">How it goes on.</param>
/// <param name="Text">Null: nothing is said.</param>
public readonly record struct UssdMessage(UssdKind Kind, UssdText? Text = null);

/// <summary>USSD dialogues of the subscriber with the network: one at a time.</summary>
public interface IUssd
{
    /// <summary>Begins a dialogue, or answers in the one that is open. Seconds; the caller has a limit of its own.</summary>
    ValueTask<UssdMessage> Ask(UssdText text, CancellationToken stop);

    /// <summary>The module ends the dialogue; nothing if there is none.</summary>
    void Release();

    /// <summary>Who is told what the network says by itself; null: the module cannot be reached.</summary>
    Action<UssdMessage>? Said { get; set; }
}
