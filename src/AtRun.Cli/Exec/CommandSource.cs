using System.Text;

namespace AtRun.Cli.Exec;

/// <summary>Where the commands come from: the command line, or standard input with one a line.</summary>
/// <remarks>What begins with <c>&gt;</c> is data for the prompt of the command before it.</remarks>
internal sealed class CommandSource
{
    private const char DataMark = '>';

    private readonly Queue<string> _typed;
    private readonly TextReader? _input;
    private string? _ahead;

    public CommandSource(IEnumerable<string> typed) => _typed = new(typed);

    public CommandSource(TextReader input) => (_typed, _input) = (new(), input);

    /// <summary>The next command; null at the end.</summary>
    public async Task<string?> Next(CancellationToken stop)
    {
        while (await Line(stop) is { } line)
        {
            if (IsData(line)) throw new CliException(ExitCode.Usage, $"'{line}' is data, and the command before it did not ask for any.");
            if (!IsNothing(line)) return line.Trim();
        }
        return null;
    }

    /// <summary>The data that follow the command; null: there are none.</summary>
    public async Task<byte[]?> Data(CancellationToken stop)
    {
        var line = await Line(stop);
        if (line is not null && IsData(line)) return Encoding.Latin1.GetBytes(line[1..].TrimStart(' '));
        _ahead = line;
        return null;
    }

    public static bool IsData(string line) => line.StartsWith(DataMark);

    /// <summary>A blank line or a comment: commands begin with AT.</summary>
    private bool IsNothing(string line) => _input is not null && (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'));

    private async Task<string?> Line(CancellationToken stop)
    {
        if (_ahead is { } ahead)
        {
            _ahead = null;
            return ahead;
        }
        if (_input is null) return _typed.TryDequeue(out var next) ? next : null;
        // A read from a terminal cannot be interrupted: it is left alone on a thread that does not keep the process.
        return await Task.Run(_input.ReadLine, CancellationToken.None).WaitAsync(stop);
    }
}
