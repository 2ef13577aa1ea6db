namespace AtRun.Protocol.Commands.General;

/// <summary>The alarm: at its time the module wakes up, if it was shut down, and does what its type says, for 90 seconds at most.</summary>
/// <remarks>
/// 27.007 §8.16; AT reference 80000ST10025a p158-163, +CALA; Telit 1vv0300784 p131-142. The zone of the time does not count: it is the clock's.
/// The length of the text is not printed there: own choice.
/// </remarks>
[AtSetting("+CALA", Saved.Nvm, TestVaries = true)]
public sealed partial record Cala
{
    /// <summary>The type that raises the ring indicator.</summary>
    public const int RingIndicatorType = 8;

    /// <summary>local time, <c>yy/MM/dd,hh:mm:ss+zz</c>, or <c>hh:mm:ss+zz</c> with recurr; empty: no alarm</summary>
    [Mandatory, Text(0, 22, Quoted = true)] public string Time { get; init; } = "";

    /// <summary>index: there is one alarm</summary>
    [Range(0, 0)] public int N { get; init; }

    /// <summary>0: nothing, 1: wake up, 2: a line every 3 s, 3: sound, 4: pin 6, 5: line and sound, 6: line and pin, 7: sound and pin, 8: ring indicator</summary>
    [Range(0, 8)] public int Type { get; init; } = 1;

    /// <summary>text of the line</summary>
    [Text(0, 64)] public string Text { get; init; } = "";

    /// <summary>days of the week on which it comes again, <c>1,5</c> (1: Monday), 0: all; empty: it comes once</summary>
    [Text(0, 13)] public string Recurr { get; init; } = "";

    /// <summary>1: no sound</summary>
    [Range(0, 1)] public int Silent { get; init; }
}
