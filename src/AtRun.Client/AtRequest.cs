using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;
using AtRun.Protocol.Responses;

namespace AtRun.Client;

/// <summary>A command line to be run.</summary>
public sealed record AtRequest
{
    /// <summary>Time for a command whose declaration gives none.</summary>
    public static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Added to the time that the declarations give: the way there and back, and #ATRUNDELAY of up to 30 s (TCP-18).</summary>
    private static readonly TimeSpan Allowance = TimeSpan.FromSeconds(40);

    /// <param name="command">From AT on, without the termination character.</param>
    /// <exception cref="ArgumentException">It does not begin with AT, or has a character that would end the line or is not of Latin-1.</exception>
    public AtRequest(string command)
    {
        if (WhyNot(command) is { } why) throw new ArgumentException(why, nameof(command));
        Command = command;
    }

    public string Command { get; }

    /// <summary>Asked for the data when the module prompts for it, without the Ctrl-Z that ends it; none, or an answer of null, declines the prompt.</summary>
    public Func<PromptKind, Task<byte[]?>>? Data { get; init; }

    /// <summary>A file that is sent when the module prompts for it (<c>&gt;&gt;&gt;</c>), in the place of <see cref="Data"/>. Over streams of octets alone.</summary>
    public FileToSend? Sends { get; init; }

    /// <summary>A file that follows the prompt <c>&lt;&lt;&lt;</c>: its octets are no lines then. Over streams of octets alone.</summary>
    public FileToRead? Reads { get; init; }

    internal bool HasData => Data is not null || Sends is not null || Reads is not null;

    /// <summary>By SMS: the module runs it and sends no answer (HAT, SMS-6). Over anything else there is no such thing, and it says nothing.</summary>
    public bool Hidden { get; init; }

    /// <summary>How long the final result may take; null: what the declarations of the commands say.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>What keeps a text from being sent as a command line; null: nothing.</summary>
    public static string? WhyNot(string command)
    {
        if (!command.StartsWith("AT", StringComparison.OrdinalIgnoreCase)) return $"'{command}' does not begin with AT.";
        // Control characters would end or edit the line; 0xFF begins a telnet command.
        foreach (var c in command)
            if (c is < ' ' or '\x7F' or >= '\xFF') return $"a command line cannot have the character U+{(int)c:X4}.";
        return null;
    }

    /// <summary>The longest that a command line should take, by its declarations (AT reference 80000ST10025a p21-24).</summary>
    public static TimeSpan TimeoutOf(string command) => LimitOf(command) is var limit && limit > TimeSpan.Zero ? limit + Allowance : UsualTimeout;

    /// <summary>The sum of what the declarations of its commands say; zero: they say nothing.</summary>
    internal static TimeSpan LimitOf(string command)
    {
        var seconds = 0;
        var position = 0;
        var body = Encoding.Latin1.GetBytes(command).AsSpan(2);
        while (CommandLine.TryNext(body, ref position, out var one))
            seconds += CommandTable.Find(one.Name)?.Facts.TimeLimit ?? 0;
        return TimeSpan.FromSeconds(seconds);
    }
}
