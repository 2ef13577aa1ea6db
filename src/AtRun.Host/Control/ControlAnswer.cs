using System.Text.Json.Serialization;

namespace AtRun.Host.Control;

/// <summary>The answer to a request at the control socket: one line of JSON.</summary>
public sealed record ControlAnswer
{
    /// <summary>It was done.</summary>
    public bool Ok { get; init; }

    /// <summary>Why it was not.</summary>
    public string? Error { get; init; }

    /// <summary>Modules to which it was done.</summary>
    public int? Done { get; init; }

    /// <summary>Descriptors (links, listeners) that the simulation has open; of a status.</summary>
    public int? Descriptors { get; init; }

    /// <summary>The modules that the status was asked of.</summary>
    public IReadOnlyList<ModuleStatus>? Modules { get; init; }

    /// <summary>The telephones of the network, where they were asked for.</summary>
    public IReadOnlyList<PhoneStatus>? Phones { get; init; }

    internal static ControlAnswer Failed(string why) => new() { Error = why };
}

/// <summary>A module as it is now. While it is off only what does not need it to run is told.</summary>
public sealed record ModuleStatus
{
    /// <summary>From 1.</summary>
    public required int Module { get; init; }

    public required string Imei { get; init; }
    public string? Number { get; init; }
    public bool On { get; init; }

    /// <summary>What the module finds: <c>Ready</c>, <c>NotInserted</c>, <c>Pin</c>, <c>Puk</c>, <c>Blocked</c>.</summary>
    public string? Sim { get; init; }

    /// <summary>27.007 +CREG &lt;stat&gt;: <c>Home</c>, <c>Roaming</c>, <c>Searching</c>, <c>Denied</c>, <c>NotRegistered</c>, <c>Unknown</c>.</summary>
    public string? Registration { get; init; }

    public bool Attached { get; init; }

    /// <summary>Active contexts.</summary>
    public IReadOnlyList<ContextStatus> Contexts { get; init; } = [];

    public IReadOnlyList<ServiceStatus> Services { get; init; } = [];

    /// <summary>Sockets that are not closed.</summary>
    public IReadOnlyList<SocketStatus> Sockets { get; init; } = [];

    public IReadOnlyList<InstanceStatus> Instances { get; init; } = [];

    /// <summary>What the module drives on its board, and what its satellite receiver knows.</summary>
    public BoardStatus? Board { get; init; }
}

/// <summary>The board of a module that is on.</summary>
/// <param name="HighPins">General purpose pins that the module drives high; pin 6 also while it is the output of an alarm.</param>
/// <param name="Auxiliary">The auxiliary voltage is on (#VAUX).</param>
/// <param name="Dac">Output of the converter in 1023rds (#DAC); null: high impedance.</param>
/// <param name="Light">The status light: <c>Off</c>, <c>On</c>, <c>Automatic</c>, <c>Blinking</c> (#SLED).</param>
/// <param name="Satellites">Satellites that the position comes from; 0: there is none.</param>
public sealed record BoardStatus(IReadOnlyList<int> HighPins, bool Auxiliary, int? Dac, string Light, int Satellites);

/// <summary>An active context.</summary>
/// <param name="Sockets">It carries sockets: it was not activated by +CGACT.</param>
public sealed record ContextStatus(int Cid, string Address, bool Sockets);

/// <summary>A service of AT Run: it is on when it holds its instance, active when it can be reached or has a peer.</summary>
public sealed record ServiceStatus(string Name, bool On, string State);

/// <summary>A socket as #SS and #SI tell it.</summary>
public sealed record SocketStatus(int ConnId, string State, string? Local, string? Remote, long Sent, long Received);

/// <summary>A telephone: what it does with calls, what it does now (<c>Idle</c>, <c>Calling</c>, <c>Ringing</c>, <c>Connected</c>), tones that it heard in its last call.</summary>
public sealed record PhoneStatus(string Number, string Habit, string State, string Heard);

/// <summary>An AT instance: who holds it, and <c>Idle</c>, <c>Busy</c> (a command runs) or <c>Online</c> (data pass).</summary>
public sealed record InstanceStatus(int Number, string Owner, string State);

/// <summary>Names in camel case, what is null left out.</summary>
[JsonSerializable(typeof(ControlAnswer))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ControlJson : JsonSerializerContext;
