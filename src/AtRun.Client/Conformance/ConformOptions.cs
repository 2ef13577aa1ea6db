using AtRun.Protocol.Commands;

namespace AtRun.Client.Conformance;

/// <summary>How a module is examined.</summary>
public sealed record ConformOptions
{
    /// <summary>How commands travel to it.</summary>
    public Channel Channel { get; init; } = Channel.Local;

    /// <summary>How long the answer to a line may take; null: what the declarations say, else <see cref="LocalPatience"/> or <see cref="RemotePatience"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>For a command without a time limit of its own, on a port.</summary>
    public static readonly TimeSpan LocalPatience = TimeSpan.FromSeconds(5);

    /// <summary>The same over TCP, where #ATRUNDELAY may hold it back (TCP-18).</summary>
    public static readonly TimeSpan RemotePatience = TimeSpan.FromSeconds(40);

    /// <summary>The dialogues to be run.</summary>
    public IReadOnlyList<Dialogue> Dialogues { get; init; } = MarkedDialogues.All;

    /// <summary>The commands that are asked whether they are there, and for their values.</summary>
    public IReadOnlyList<AtCommand> Commands { get; init; } = CommandChecks.All;

    /// <summary>The usual time for a line.</summary>
    public TimeSpan Patience => Timeout ?? (Channel == Channel.Local ? LocalPatience : RemotePatience);

    /// <summary>How long the answer to a line may take.</summary>
    public TimeSpan PatienceOf(string commandLine) => Timeout ?? Patience + AtRequest.LimitOf(commandLine);
}
