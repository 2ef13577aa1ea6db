namespace AtRun.Module.Services.Remote;

/// <summary>Where SMSATRUN is in its life.</summary>
public enum SmsAtRunState
{
    /// <summary>Switched off: messages that would be requests are ordinary ones.</summary>
    Off,

    /// <summary>On; no request is being run.</summary>
    Idle,

    /// <summary>The command of a request runs.</summary>
    Running,

    /// <summary>Its answer is being sent.</summary>
    Answering,

    /// <summary>No answer can leave and nothing more is run: the time limit restarts the module (SMS-17).</summary>
    Blocked,

    /// <summary>As <see cref="Running"/>, and it is the last: the service has been switched off meanwhile.</summary>
    RunningLast,

    /// <summary>As <see cref="Answering"/>, and it is the last.</summary>
    AnsweringLast,
}

/// <summary>What can happen to SMSATRUN.</summary>
public enum SmsAtRunEvent
{
    /// <summary>#SMSATRUN=1, the activation message, or the start of the module with the service stored as on.</summary>
    SwitchedOn,

    /// <summary>#SMSATRUN=0</summary>
    SwitchedOff,

    /// <summary>A request is the next, and the instance is free for it.</summary>
    RequestRun,

    /// <summary>Its command has its final result, and an answer is wanted.</summary>
    Answered,

    /// <summary>Its command has its final result, and none is sent: HAT, or the module goes off.</summary>
    NoAnswer,

    /// <summary>Its command was one that blocks the exchange, or its end cannot be seen (Q1).</summary>
    ExchangeBlocked,

    /// <summary>The centre has the last part of the answer, or it could not be sent.</summary>
    AnswerSent,
}

/// <summary>The life of SMSATRUN. At any time the time limit of a request may end it: the module restarts, and the service with it (SMS-2, SMS-10).</summary>
public static class SmsAtRunLife
{
    public static Life<SmsAtRunState, SmsAtRunEvent> Table { get; } = new Life<SmsAtRunState, SmsAtRunEvent>()
        .On(SmsAtRunEvent.SwitchedOn, SmsAtRunState.Off, SmsAtRunState.Idle, "SMS-1, SMS-2")
        .On(SmsAtRunEvent.RequestRun, SmsAtRunState.Idle, SmsAtRunState.Running, "SMS-3")
        .On(SmsAtRunEvent.Answered, SmsAtRunState.Running, SmsAtRunState.Answering, "SMS-4")
        .On(SmsAtRunEvent.AnswerSent, SmsAtRunState.Answering, SmsAtRunState.Idle, "SMS-4")
        .On(SmsAtRunEvent.NoAnswer, SmsAtRunState.Running, SmsAtRunState.Idle, "SMS-6, SMS-16")
        .On(SmsAtRunEvent.ExchangeBlocked, [SmsAtRunState.Running, SmsAtRunState.RunningLast], SmsAtRunState.Blocked, "SMS-17")
        .On(SmsAtRunEvent.SwitchedOff, SmsAtRunState.Running, SmsAtRunState.RunningLast, "INS-5")
        .On(SmsAtRunEvent.Answered, SmsAtRunState.RunningLast, SmsAtRunState.AnsweringLast, "INS-5")
        .On(SmsAtRunEvent.NoAnswer, SmsAtRunState.RunningLast, SmsAtRunState.Off, "INS-5")
        .On(SmsAtRunEvent.AnswerSent, SmsAtRunState.AnsweringLast, SmsAtRunState.Off, "INS-5")
        .On(SmsAtRunEvent.SwitchedOn, SmsAtRunState.RunningLast, SmsAtRunState.Running, "SMS-1")
        .On(SmsAtRunEvent.SwitchedOn, SmsAtRunState.AnsweringLast, SmsAtRunState.Answering, "SMS-1")
        .On(SmsAtRunEvent.SwitchedOff, [SmsAtRunState.Idle, SmsAtRunState.Answering, SmsAtRunState.Blocked], SmsAtRunState.Off, "INS-5");
}
