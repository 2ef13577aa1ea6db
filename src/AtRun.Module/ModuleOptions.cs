using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Module;

/// <summary>Where the sources differ or are silent and an owner may want it otherwise (docs/choices.md).</summary>
public sealed record ModuleOptions
{
    /// <summary>What the manual prints as the length of a command line, though its own commands do not fit (AT reference 80000ST10025a p16).</summary>
    public const int StrictLineLimit = 80;

    public static ModuleOptions Default { get; } = new();

    /// <summary>Characters of a command line (DEC-12).</summary>
    public int LineLimit { get; init; } = CommandLineReader.DefaultLimit;

    /// <summary>#TCPATRUNAUTH is refused where white list and firewall are (DEC-10).</summary>
    public bool UserListRefusedRemotely { get; init; }

    /// <summary>The owner's key of activation by SMS (SMS-25, DEC-13), 16 octets or more; null: no message activates anything.</summary>
    public ReadOnlyMemory<byte>? ActivationKey { get; init; }

    /// <summary>+CMUX has the advanced option (mode 1) as well, as other modules have it; this one has the basic option alone (AT reference 80000ST10025a p84).</summary>
    public bool AdvancedMultiplexer { get; init; }

    /// <summary>Handlers that stand in for those of their commands: a module with faults, for tests of what finds faults. No program sets it.</summary>
    internal IReadOnlyList<Handler> Instead { get; init; } = [];

    internal Handler? HandlerOf(AtCommand command)
    {
        for (var i = 0; i < Instead.Count; i++)
            if (Instead[i].Command == command) return Instead[i];
        return HandlerTable.Of(command);
    }
}
