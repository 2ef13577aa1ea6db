namespace AtRun.Protocol.Commands;

/// <summary>Where and how long the values of a setting are kept (AT reference 80000ST10025a p25-28).</summary>
public enum Saved
{
    /// <summary>Nowhere: one value for the module, lost at power-off.</summary>
    Never,

    /// <summary>In the base section of the instance's profiles: <c>&amp;W</c> stores it, <c>Z</c> and <c>&amp;F</c> bring it back.</summary>
    Base,

    /// <summary>In the extended section of the instance's profiles: <c>&amp;W</c> stores it, <c>&amp;F1</c> and <c>Z</c> set it to the factory value.</summary>
    Extended,

    /// <summary>In the module's non-volatile memory, when its OK is seen; no profile touches it.</summary>
    Nvm,

    /// <summary>On the instance until power-off; <c>#SKTSAV</c> stores it, <c>#SKTRST</c> sets it to the factory value and stores that.</summary>
    SocketSet,

    /// <summary>On the instance until power-off; <c>#ESAV</c> stores it, <c>#ERST</c> sets it to the factory value and stores that.</summary>
    MailSet,

    /// <summary>In the extended section of the profiles, but one value for the whole module: whichever instance stores, loads or resets its profile does so to it.</summary>
    Shared,

    /// <summary>One value for the module until power-off; <c>$GPSSAV</c> stores it, <c>$GPSRST</c> sets it to the factory value and stores that.</summary>
    GpsSet,

    /// <summary>One value for the module until power-off; <c>#SLEDSAV</c> stores it.</summary>
    LedSet,
}

/// <summary>Which forms of a command exist besides those that follow from its kind.</summary>
[Flags]
public enum Forms
{
    None = 0,
    Execute = 1,
    Write = 2,
    Read = 4,
    Test = 8,

    /// <summary>A setting: written, read and tested.</summary>
    Setting = Write | Read | Test,

    /// <summary>An action without parameters: executed and tested.</summary>
    Action = Execute | Test,

    All = Execute | Setting,
}

/// <summary>What running a command from far away does to the service that carries it (Telit 80000NT10029a §2.5.2, §3.8.2).</summary>
[Flags]
public enum RemoteEffect
{
    None = 0,

    /// <summary>Over SMS: the module is down or deregistered before an answer can leave (SMS-16).</summary>
    NoAnswerBySms = 1,

    /// <summary>Blocks the SMS exchange until the command timeout reboots the module (SMS-17).</summary>
    BlocksSmsUntilReboot = 2,

    /// <summary>Blocks the SMS exchange for good (SMS-18).</summary>
    BlocksSms = 4,

    /// <summary>Blocks the SMS exchange until it is undone over TCPATRUN (SMS-19).</summary>
    BlocksSmsUntilUndoneByTcp = 8,

    /// <summary>Blocks TCPATRUN for good (TCP-23).</summary>
    BlocksTcp = 16,

    /// <summary>Ends the TCP session it comes from; the service itself goes on.</summary>
    EndsTcpSession = 32,

    /// <summary>Ends the TCP service it comes from until somebody else enables it.</summary>
    DisablesTcp = 64,

    /// <summary>Ends in ERROR when it comes over TCPATRUN in server mode or over SMSATRUN in digest form (SMS-13, TCP-6).</summary>
    RefusedRemotely = 128,

    /// <summary>Ends the SMS service it comes from until somebody else enables it.</summary>
    DisablesSms = 256,

    /// <summary>Over SMS: it asks for data behind a prompt, which is not sent back, so that it ends in an error (SMS-22).</summary>
    NeedsPrompt = 512,

    /// <summary>Blocks the SMS exchange with numbers that are not in the fixed dialling phonebook, until fixed dialling is switched off over TCPATRUN (SMS-20).</summary>
    BlocksSmsToOtherNumbers = 1024,

    /// <summary>Ends in ERROR over TCPATRUN where the service's socket has the number of its instance (TCP-19).</summary>
    NeedsOtherSocket = 2048,

    /// <summary>Ends in ERROR over TCPATRUN where the service's instance is not the first (TCP-20).</summary>
    NeedsInstance1 = 4096,

    /// <summary>Ends in ERROR over TCPATRUN where the service's socket is on context 1 (TCP-20).</summary>
    NeedsOtherContext = 8192,

    /// <summary>Ends in ERROR over TCPATRUN where the service's socket is the first (TCP-21).</summary>
    NeedsSocketNot1 = 16384,

    /// <summary>Over TCP: packet service is suspended while it runs; its output waits in a buffer, and what does not fit is lost (TCP-24).</summary>
    BuffersOverTcp = 32768,

    /// <summary>Ends TCPATRUN in server mode until somebody else enables it.</summary>
    DisablesServerMode = 65536,

    /// <summary>Ends TCPATRUN in client mode until somebody else enables it.</summary>
    DisablesClientMode = 131072,

    /// <summary>Suspends packet service, and with it TCPATRUN, until somebody else ends the call: the answer waits as long.</summary>
    SuspendsTcp = 262144,

    /// <summary>Those that depend on how the service is configured, which the sender may not know.</summary>
    Conditional = NeedsOtherSocket | NeedsInstance1 | NeedsOtherContext | NeedsSocketNot1,
}

/// <summary>Product families by what their firmware has.</summary>
[Flags]
public enum Families
{
    None = 0,

    /// <summary>GC, GE, GL, GT: the 2G products.</summary>
    TwoG = 1,

    /// <summary>HE910.</summary>
    He910 = 2,

    /// <summary>UE910, UL865, UE866.</summary>
    Ue = 4,

    /// <summary>Products of any of these that run Python scripts (PRD-3).</summary>
    Python = 8,

    /// <summary>Products of any of these that run AppZone applications (PRD-1).</summary>
    AppZone = 16,

    /// <summary>Products of any of these that have a satellite receiver.</summary>
    Gps = 32,

    All = TwoG | He910 | Ue,
}

/// <summary>Marks the record that declares a setting: a command that holds values (V.250 §5.4.4).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtSettingAttribute(string name, Saved saved) : AtDeclarationAttribute(name)
{
    public Saved Saved { get; } = saved;

    /// <summary>All of a setting, unless its values are not shown.</summary>
    public Forms Forms { get; set; } = Forms.Setting;
}

/// <summary>Marks the record that declares an action: a command that does something (V.250 §5.4.3).</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AtActionAttribute(string name, Forms forms) : AtDeclarationAttribute(name)
{
    public Forms Forms { get; } = forms;
}

/// <summary>What settings and actions declare alike.</summary>
public abstract class AtDeclarationAttribute(string name) : Attribute
{
    /// <summary>Name as it is typed behind AT.</summary>
    public string Name { get; } = name;

    /// <summary>Another spelling of the name that is understood as well; null: there is none.</summary>
    public string? Also { get; set; }

    /// <summary>Refused while the SIM waits for its PIN (AT reference 80000ST10025a p141-142 lists those that are not).</summary>
    public bool NeedsPin { get; set; }

    /// <summary>Exists under #SELINT=2 only (AT reference 80000ST10025a p42).</summary>
    public bool NewStyleOnly { get; set; }

    /// <summary>Exists under #SELINT=0 and 1 only.</summary>
    public bool OldStyleOnly { get; set; }

    /// <summary>A character that arrives while it runs aborts it (V.250 §5.6.1).</summary>
    public bool Abortable { get; set; }

    /// <summary>Asks for data behind a prompt (27.005 §3.5.1): not for those who cannot answer (SMS-22).</summary>
    public bool Prompts { get; set; }

    /// <summary>The test form does not say the declared values: what it says depends on the product, the SIM or another setting, or has a shape of its own.</summary>
    public bool TestVaries { get; set; }

    /// <summary>Families that have the command here; none: it is known of real modules, and this one answers ERROR.</summary>
    public Families Families { get; set; } = Families.All;

    /// <summary>Seconds of #ATRUNDELAY that the AT Run note recommends over SMS (SMS-14).</summary>
    public int DelayBySms { get; set; }

    /// <summary>Seconds of #ATRUNDELAY that the AT Run note recommends over TCP (TCP-18).</summary>
    public int DelayByTcp { get; set; }

    /// <summary>The forms that these delays are meant for.</summary>
    public Forms DelayFor { get; set; } = Forms.Execute | Forms.Write;

    /// <summary>Seconds within which the command answers (AT reference 80000ST10025a p21-24); 0: no figure is given.</summary>
    public int TimeLimit { get; set; }
}

/// <summary>An effect of the command on AT Run, for the parameters given (its first ones, as typed) or for all.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class RemotelyAttribute(RemoteEffect effect, string? when = null, string? unless = null) : Attribute
{
    public RemoteEffect Effect { get; } = effect;

    /// <summary>The parameter text for which the effect holds, e.g. <c>4</c> or <c>"CG"</c>; null: for all.</summary>
    public string? When { get; } = when;

    /// <summary>The parameter text for which it does not hold; null: there is none. A place without a value stands for any: <c>,1</c>.</summary>
    public string? Unless { get; } = unless;
}

/// <summary>The values an integer parameter may take, both ends included.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RangeAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;
    public int Max { get; } = max;
}

/// <summary>The values an integer parameter may take where they are no range.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OneOfAttribute(params int[] values) : Attribute
{
    public int[] Values { get; } = values;
}

/// <summary>The length in characters that a string parameter may have, without its quotes.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TextAttribute(int min, int max) : Attribute
{
    public int Min { get; } = min;
    public int Max { get; } = max;

    /// <summary>The value must stand in double quotes.</summary>
    public bool Quoted { get; set; }

    /// <summary>The value is printed without quotes.</summary>
    public bool Bare { get; set; }
}

/// <summary>The value is a password or a PIN: records and histories do not show it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute
{
    /// <summary>Which value of the lines that the command answers it is, from 1; 0: they do not show it.</summary>
    public int Answered { get; set; }

    /// <summary>It is a secret only where the value in front of it is this; null: always.</summary>
    public string? After { get; set; }
}

/// <summary>The parameter must be given.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MandatoryAttribute : Attribute;

/// <summary>The parameter says which of the setting's rows is meant: each value has a row of its own.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KeyAttribute : Attribute;

/// <summary>What the test form prints for the parameter where it is not the usual notation of its domain.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DomainAttribute(string text) : Attribute
{
    public string Text { get; } = text;
}
