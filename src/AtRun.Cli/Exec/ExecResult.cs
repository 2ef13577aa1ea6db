using AtRun.Client;
using AtRun.Protocol.Results;

namespace AtRun.Cli.Exec;

/// <summary>What became of one command, as <c>--json</c> prints it.</summary>
/// <param name="Command">As sent.</param>
/// <param name="Lines">Information text.</param>
/// <param name="Result">As received; missing where none came.</param>
/// <param name="Code">Number of a +CME or +CMS error.</param>
/// <param name="Meaning">Its text.</param>
/// <param name="Error">Why there is no result, or why an OK is no success.</param>
/// <param name="Exit">The exit code that this command alone would give.</param>
/// <param name="Ms">Milliseconds from sending the command to its result.</param>
/// <param name="Hidden">True: by SMS, on its way, and no answer comes (HAT); missing: not so.</param>
internal sealed record ExecResult(string Command, IReadOnlyList<string> Lines, string? Result, int? Code, string? Meaning, string? Error, int Exit, double? Ms, bool? Hidden = null)
{
    public static ExecResult Of(AtResponse response)
    {
        var result = response.Result;
        var (code, meaning) = result.Kind switch
        {
            ResultKind.Cme => (result.CmeError!.Number, result.CmeError.Text),
            ResultKind.Cms => (result.CmsError!.Number, result.CmsError.Text),
            _ => (-1, null),
        };
        return new(response.Command, response.Lines, response.IsHidden ? null : response.ResultText, code < 0 ? null : code, meaning,
            response.PromptDeclined ? "it asked for data: they are the next argument, beginning with >." : null,
            (int)(response.IsSuccess ? ExitCode.Done : ExitCode.ModuleError), Math.Round(response.Duration.TotalMilliseconds, 3), response.IsHidden ? true : null);
    }

    public static ExecResult Of(string command, Exception e) =>
        new(command, (e as EffectUnknownException)?.Lines ?? [], null, null, null, e.Message, (int)Failures.CodeOf(e), null);
}
