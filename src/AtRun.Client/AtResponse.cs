using AtRun.Protocol.Results;

namespace AtRun.Client;

/// <summary>A module's answer to one command line.</summary>
public sealed record AtResponse
{
    public required string Command { get; init; }

    /// <summary>Information text, line by line, as received.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    /// <summary>None where the request was hidden.</summary>
    public required FinalResult Result { get; init; }

    /// <summary>What came of the file that the request read; null: there was no prompt for it.</summary>
    public ReadOnlyMemory<byte>? Octets { get; init; }

    /// <summary>The result as received: <c>OK</c>, <c>+CME ERROR: 10</c>; empty where the request was hidden.</summary>
    public required string ResultText { get; init; }

    /// <summary>From sending the line to its final result.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The module prompted for data; there were none, so it was told to give up (ESC).</summary>
    public bool PromptDeclined { get; init; }

    /// <summary>A hidden request (HAT): the service centre has it, and no answer comes.</summary>
    public bool IsHidden { get; init; }

    /// <summary>OK, CONNECT, or what is said for it under #DIALMODE=2, and nothing was left out; of a hidden request, that it is on its way.</summary>
    public bool IsSuccess => (Result.IsSuccess || IsHidden || Result is { Kind: ResultKind.Step, ConnectText: CallSteps.Connected or CallSteps.Released }) && !PromptDeclined;
}
