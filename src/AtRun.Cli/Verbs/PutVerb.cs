using System.CommandLine;
using AtRun.Cli.Put;
using AtRun.Client;
using AtRun.Client.Downloads;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun put</c>: downloads a script or an app to a module.</summary>
internal static class PutVerb
{
    /// <summary>More than any module stores, in octets.</summary>
    private const long MaxFile = 64 * 1024 * 1024;

    private static readonly string[] _scripts = [".py", ".pyo"], _apps = [".wasm", ".bin"];

    public static Command Create()
    {
        var usual = new PutOptions { Kind = default, Name = "", Content = default };
        var target = Arguments.Target();
        var file = new Argument<string>("FILE") { Description = "a script (.py, .pyo) or an app (.wasm, .bin)" };
        var name = new Option<string?>("--name") { Description = $"its name on the module, 1 to {PutOptions.MaxName} characters (default: that of the file)", HelpName = "NAME" };
        var kind = new Option<string?>("--kind") { Description = "what it is, where its name does not tell: script (#WSCRIPT) or app (#M2MWRITE)", HelpName = "KIND" }.AcceptOnlyFromAmong("script", "app");
        var activate = new Option<bool>("--activate") { Description = "select it: it is what starts with the module (#ESCRIPT, #M2MRUN=2)" };
        var run = new Option<bool>("--run") { Description = "start it: a script is selected and the module restarted (#REBOOT), or #EXECSCR where #STARTMODESCR would not start it; an app is started at once (#M2MRUN=1)" };
        var how = new Option<string?>("--how") { Description = "with --run: now (#EXECSCR, #M2MRUN=1) or restart (#REBOOT)", HelpName = "HOW" }.AcceptOnlyFromAmong("now", "restart");
        var verify = new Option<string>("--verify") { Description = "crc, read (back and compare), none, or best: by CRC where the module tells one, else read", HelpName = "HOW", DefaultValueFactory = static _ => "best" }.AcceptOnlyFromAmong("best", "crc", "read", "none");
        var inPlace = new Option<bool>("--in-place") { Description = "overwrite what is selected where there is no room for a second copy: a loss of power in the middle then leaves half of it selected" };
        var crlf = new Option<bool>("--crlf") { Description = "put a CR in front of each LF that has none: the interpreter of 2G modules wants CR LF" };
        var retries = new Option<int>("--retries") { Description = "how often it is begun again when the link breaks or the module fails, without a file completed in between", HelpName = "N", DefaultValueFactory = _ => usual.Retries };
        var piece = new Option<int>("--chunk") { Description = "octets that are sent together", HelpName = "OCTETS", DefaultValueFactory = _ => usual.Piece };
        var pace = new Option<int>("--pace") { Description = "milliseconds between two chunks, for ports without flow control", HelpName = "MS" };
        var dryRun = new Option<bool>("--dry-run") { Description = "look at the module and print the steps; nothing is changed" };
        AtLeast(retries, 0);
        AtLeast(piece, 1);
        AtLeast(pace, 0);
        var command = new Command("put", "Downloads a script or an app to a module, verifies, selects and starts it; goes on when the link breaks, and never leaves half a file selected.")
        {
            target, file, name, kind, activate, run, how, verify, inPlace, crlf, retries, piece, pace, dryRun,
        };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            var where = invocation.TargetOf(target);
            if (where.Channel is Channel.Sms or Channel.SmsDigest) throw new CliException(ExitCode.Refused, $"{where}: a file cannot go over SMS, which carries no data behind a prompt (SMS-22).");
            var path = invocation.Get(file);
            var what = KindOf(invocation.Get(kind), path);
            var starting = invocation.Get(how) switch { "now" => Starting.Now, "restart" => Starting.Restart, _ => Starting.Usual };
            if (invocation.Get(how) is not null && !invocation.Get(run)) throw new CliException(ExitCode.Usage, "--how goes with --run.");
            if (!invocation.Get(run)) starting = Starting.Not;
            var content = Read(path);
            if (invocation.Get(crlf)) content = what == FileKind.Script ? LineEnds.ToCrLf(content) : throw new CliException(ExitCode.Usage, "--crlf is for scripts.");
            return (int)Run(invocation, where, usual with
            {
                Kind = what,
                Name = NameOf(invocation.Get(name) ?? Path.GetFileName(path)),
                Content = content,
                // What starts a script, or comes with the module, is what is selected.
                Activate = invocation.Get(activate) || (starting != Starting.Not && (what == FileKind.Script || starting == Starting.Restart)),
                Run = starting,
                Verify = Enum.Parse<Verification>(invocation.Get(verify)!, ignoreCase: true),
                InPlace = invocation.Get(inPlace),
                Retries = invocation.Get(retries),
                Piece = invocation.Get(piece),
                Pace = TimeSpan.FromMilliseconds(invocation.Get(pace)),
                Timeout = invocation.Timeout,
                DryRun = invocation.Get(dryRun),
                Channel = where.Channel,
            });
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, Target target, PutOptions options)
    {
        using var interrupt = invocation.Interruptible();
        return ClientLoop.Run(new PutVerbRun(invocation, target, options).Run, interrupt.Token);
    }

    private static FileKind KindOf(string? kind, string path)
    {
        if (kind is not null) return kind == "app" ? FileKind.App : FileKind.Script;
        var extension = Path.GetExtension(path).ToLowerInvariant();
        return _scripts.Contains(extension) ? FileKind.Script : _apps.Contains(extension) ? FileKind.App
            : throw new CliException(ExitCode.Usage, $"{path} ends neither with {string.Join(", ", _scripts)} (a script) nor with {string.Join(", ", _apps)} (an app): --kind says what it is.");
    }

    private static string NameOf(string name) => PutOptions.WhyNoName(name) is { } why ? throw new CliException(ExitCode.Usage, $"{why} --name gives it another one.") : name;

    private static byte[] Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > MaxFile) throw new CliException(ExitCode.Usage, $"{path} has {file.Length} octets: no module stores that.");
            if (file.Length == 0) throw new CliException(ExitCode.Usage, $"{path} is empty.");
            var content = new byte[file.Length];
            file.ReadExactly(content);
            return content;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new CliException(ExitCode.Usage, $"{path}: {e.Message}");
        }
    }

    private static void AtLeast(Option<int> option, int least) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var given] && (!int.TryParse(given.Value, out var value) || value < least)) result.AddError($"{option.Name} {given.Value}: at least {least} is meant.");
    });
}
