using AtRun.Protocol.Results;

namespace AtRun.Module.Instances;

/// <summary>Data behind a prompt, in the middle of a command.</summary>
public sealed partial class AtInstance
{
    private Prompt? _prompt;

    /// <summary>A prompt waits: octets are data, not commands.</summary>
    public bool InPrompt => _prompt is not null;

    /// <summary>Shows a prompt and collects what is typed until Ctrl-Z, ESC, or <paramref name="exactly"/> octets. Null: ESC was typed.</summary>
    /// <param name="sign">The octets of the prompt; see <see cref="Prompts"/>.</param>
    /// <param name="limit">Octets kept; what is typed beyond is lost (as the module does).</param>
    /// <param name="exactly">Octets of any value that make the data complete; 0: Ctrl-Z does. For none of them, too: <see cref="PromptRaw"/>.</param>
    /// <param name="everyLine">A line end that is typed is answered with the message prompt, and belongs to the data.</param>
    public Task<byte[]?> Prompt(ReadOnlySpan<byte> sign, int limit, int exactly = 0, bool everyLine = false)
    {
        if (!BeginPrompt(sign)) return Task.FromCanceled<byte[]?>(Stop);
        _prompt = new Prompt(this, limit, exactly, _reader.Characters.Editing, everyLine ? _reader.Characters.End : null, Stop);
        return _prompt.Data;
    }

    /// <summary>Shows a prompt and collects octets of any value, without echo. Null: they did not all come.</summary>
    /// <param name="sign">The octets of the prompt; see <see cref="Prompts"/>.</param>
    /// <param name="size">How many; 0: it is complete at once.</param>
    /// <param name="silence">Without an octet for that long it ends.</param>
    internal Task<byte[]?> PromptRaw(ReadOnlySpan<byte> sign, int size, TimeSpan silence)
    {
        if (!BeginPrompt(sign)) return Task.FromCanceled<byte[]?>(Stop);
        if (size == 0) return Task.FromResult<byte[]?>([]);
        _prompt = new Prompt(this, size, size, editing: 0, lineEnd: null, Stop, silence);
        return _prompt.Data;
    }

    private bool BeginPrompt(ReadOnlySpan<byte> sign)
    {
        if (!_terminal)
        {
            // SMS-22: nobody is there to answer it.
            Abort();
            return false;
        }
        Writer.Octets(sign);
        Flush();
        return true;
    }

    internal void PromptAgain() => Writer.Octets(Prompts.Message);

    internal void PromptDone() => _prompt = null;
}
