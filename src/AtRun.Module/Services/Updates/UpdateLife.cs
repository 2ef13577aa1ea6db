using AtRun.Module.Services.Remote;

namespace AtRun.Module.Services.Updates;

/// <summary>Where an update of the software is in its life.</summary>
public enum UpdateState
{
    /// <summary>None goes on.</summary>
    Idle,

    /// <summary>The user is asked, for a time.</summary>
    Asking,

    /// <summary>The user is asked again and again (#OTASUAN=2).</summary>
    Waiting,

    /// <summary>It waits for its instance.</summary>
    Reserving,

    /// <summary>It has the instance, and the new software is on its way.</summary>
    Downloading,

    /// <summary>The new software is stored whole: the module restarts.</summary>
    Restarting,

    /// <summary>The new software runs, and the server is to be told so.</summary>
    Reporting,
}

/// <summary>What can happen to an update.</summary>
public enum UpdateEvent
{
    /// <summary>The server offers one and wants the user asked.</summary>
    Offered,

    /// <summary>The server orders one, or #OTAIPUPD.</summary>
    Ordered,

    /// <summary>#OTASUAN=1</summary>
    Accepted,

    /// <summary>#OTASUAN=0</summary>
    Rejected,

    /// <summary>#OTASUAN=2</summary>
    Delayed,

    /// <summary>The server's time for an answer is over.</summary>
    AnswerOverdue,

    /// <summary>The instance is the update's.</summary>
    InstanceTaken,

    /// <summary>It cannot be had.</summary>
    InstanceRefused,

    /// <summary>All of it came, and it is what the server said.</summary>
    Downloaded,

    /// <summary>No way to the server, a broken connection, a wrong sum, no room in the memory.</summary>
    Failed,

    /// <summary>The module starts with software that it has not had before.</summary>
    Started,

    /// <summary>The server knows.</summary>
    Reported,
}

/// <summary>The life of an update. The loss of power ends it anywhere before <see cref="UpdateState.Restarting"/> with the old software.</summary>
public static class UpdateLife
{
    public static Life<UpdateState, UpdateEvent> Table { get; } = new Life<UpdateState, UpdateEvent>()
        .On(UpdateEvent.Offered, UpdateState.Idle, UpdateState.Asking, "#OTASUAN")
        .On(UpdateEvent.Ordered, UpdateState.Idle, UpdateState.Reserving, "#OTAIPUPD, #OTASUAN")
        .On(UpdateEvent.Accepted, [UpdateState.Asking, UpdateState.Waiting], UpdateState.Reserving, "#OTASUAN")
        .On(UpdateEvent.Rejected, [UpdateState.Asking, UpdateState.Waiting], UpdateState.Idle, "#OTASUAN")
        .On(UpdateEvent.Delayed, [UpdateState.Asking, UpdateState.Waiting], UpdateState.Waiting, "#OTASUAN")
        .On(UpdateEvent.AnswerOverdue, UpdateState.Asking, UpdateState.Idle, "#OTASUAN")
        .On(UpdateEvent.InstanceTaken, UpdateState.Reserving, UpdateState.Downloading, "INS-4")
        .On(UpdateEvent.InstanceRefused, UpdateState.Reserving, UpdateState.Idle, "INS-3")
        .On(UpdateEvent.Downloaded, UpdateState.Downloading, UpdateState.Restarting, "#OTAIPUPD")
        .On(UpdateEvent.Failed, UpdateState.Downloading, UpdateState.Idle, "INS-5")
        .On(UpdateEvent.Started, UpdateState.Idle, UpdateState.Reporting, "#OTASUAN")
        .On(UpdateEvent.Reported, UpdateState.Reporting, UpdateState.Idle, "#OTASUAN")
        .On(UpdateEvent.Failed, UpdateState.Reporting, UpdateState.Idle, "#OTASUAN");
}
