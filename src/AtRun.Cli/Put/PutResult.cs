using AtRun.Client.Downloads;

namespace AtRun.Cli.Put;

/// <summary>What became of a file, as <c>--json</c> prints it.</summary>
/// <param name="Target">Where, without password.</param>
/// <param name="Product">What the module calls itself.</param>
/// <param name="Name">On the module.</param>
/// <param name="Kind">script or app.</param>
/// <param name="Octets">Of the file.</param>
/// <param name="Sent">Octets given to the link, those that were lost too.</param>
/// <param name="Seconds">All of it.</param>
/// <param name="Retries">Times that it was begun again.</param>
/// <param name="Crc">CRC-CCITT of the file, four hexadecimal digits, as #LCSCRIPT tells it.</param>
/// <param name="Verified">By what it was seen that the module has it: crc, read or size; missing: it was not.</param>
/// <param name="Activated">It is what starts from now on.</param>
/// <param name="Started">It, or the module, was started: what was seen then.</param>
/// <param name="Steps">Each step that was taken, also those that failed.</param>
/// <param name="Planned">With --dry-run: the steps that would be taken.</param>
/// <param name="Warnings">What should be known.</param>
/// <param name="Error">Why it failed.</param>
/// <param name="Exit">The exit code.</param>
internal sealed record PutResult(
    string Target, string? Product, string Name, string Kind, int Octets, long Sent, double Seconds, int Retries, string Crc, string? Verified, bool Activated,
    string? Started, IReadOnlyList<PutStepResult> Steps, IReadOnlyList<string>? Planned, IReadOnlyList<string> Warnings, string? Error, int Exit);

/// <summary>One step.</summary>
/// <param name="Step">dial, look, delete, send, verify, select, run or return.</param>
/// <param name="Name">The file it is about.</param>
/// <param name="Octets">That passed.</param>
/// <param name="Seconds">It took.</param>
/// <param name="Found">What came of it.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record PutStepResult(string Step, string? Name, long? Octets, double Seconds, string? Found, string? Error)
{
    public static PutStepResult Of(PutStepDone done) =>
        new(done.Step.Action.ToString().ToLowerInvariant(), done.Step.Name, done.Octets == 0 ? null : done.Octets, Math.Round(done.Took.TotalSeconds, 3), done.Found, done.Failed);
}
