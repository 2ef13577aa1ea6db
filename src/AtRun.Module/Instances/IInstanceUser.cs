using AtRun.Protocol.Links;
using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <summary>Who holds an AT instance (INS-2).</summary>
public enum Owner
{
    Nobody,
    LocalPort,
    Cmux,
    SmsAtRun,
    EventMonitor,
    TcpAtRun,
    Script,
    FirmwareUpdate,
    App,
}

/// <summary>The one who types on an instance and reads its answers.</summary>
public interface IInstanceUser
{
    Owner Owner { get; }

    /// <summary>Takes what the instance says: echo, information text, results, URCs.</summary>
    void Write(ReadOnlySpan<byte> octets);

    /// <summary>Waited before each command line (#ATRUNDELAY).</summary>
    TimeSpan Delay => TimeSpan.Zero;

    /// <summary>How long a command line may take before the module reboots; null: for ever.</summary>
    TimeSpan? TimeLimit => null;

    /// <summary>White list and firewall may not be changed from here (SMS-13, TCP-6).</summary>
    bool RefusesRemoteChanges => false;

    /// <summary>Somebody types and reads there: what is typed is echoed, prompts are answered, URCs are shown.</summary>
    bool IsTerminal => true;

    /// <summary>Too much of what was said is not taken yet: nothing more is run until the user asks for it.</summary>
    bool Congested => false;

    /// <summary>A command line that was not answered at once is answered now: the next one may come.</summary>
    void Ready() { }

    /// <summary>The lines of its terminal now; later changes it tells by <see cref="AtInstance.SetTerminalLines"/>.</summary>
    PortLines Lines => PortLines.OfTerminal;

    /// <summary>The module's lines (<see cref="AtInstance.ModuleLines"/>) changed.</summary>
    void Show(PortLines lines) { }

    /// <summary>Gives the terminal a break of that length, where there is a line that carries it.</summary>
    void Break(TimeSpan length) { }

    /// <summary>A command line is answered, and all of the answer was written. Told to users that are no terminal.</summary>
    void Answered(FinalResult result) { }
}
