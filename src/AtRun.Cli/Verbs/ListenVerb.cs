using System.CommandLine;
using AtRun.Cli.Exec;
using AtRun.Cli.Listen;
using AtRun.Client;
using AtRun.Transport;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun listen</c>: the host that modules in client mode dial.</summary>
internal static class ListenVerb
{
    private static readonly Argument<string> _place = new("[HOST:]PORT") { Description = "IPv4 address of this machine and port; without an address, all of them" };
    private static readonly Option<string[]> _exec = new("--exec", "-e") { Description = "run this AT command once on each module, when it has told who it is; may be given several times; one that begins with > is the data for the prompt of the command before it", HelpName = "COMMAND" };
    private static readonly Option<bool> _shell = new("--shell") { Description = "a console on the module (the first one, or that of --imei)" };
    private static readonly Option<bool> _keep = new("--keep") { Description = "go on after the first module has been served, or has left; without --exec and --shell that is so anyway" };
    private static readonly Option<string?> _imei = new("--imei") { Description = "serve this module alone", HelpName = "IMEI" };
    private static readonly Option<bool> _keepGoing = new("--keep-going", "-k") { Description = "go on with a module's commands after one that failed" };
    private static readonly Option<bool> _force = new("--force", "-f") { Description = "send also what preflight refuses" };
    private static readonly Option<int?> _keepAlive = new("--keep-alive") { Description = "a harmless exchange (AT) after so many seconds of silence; default: half of the module's own idle timeout (#SCFG), 45 where it has none", HelpName = "SECONDS" };
    private static readonly Option<int?> _perAddress = new("--per-address") { Description = "connections at once from one address; default: any number, as a network may show many modules under one", HelpName = "N" };

    public static Command Create()
    {
        var command = new Command("listen", "The host that modules in client mode dial (#TCPATRUND): shows them, runs commands on them, or opens a console.") { _place };
        foreach (var option in new Option[] { _exec, _shell, _keep, _imei, _keepGoing, _force, _keepAlive, _perAddress }) command.Options.Add(option);
        _imei.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string?>() is { } imei && !ListenTarget.IsImei(imei)) result.AddError("--imei: a number of 15 digits.");
        });
        foreach (var option in new[] { _keepAlive, _perAddress })
            option.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int?>() is < 1) result.AddError($"{option.Name}: a number from 1.");
            });
        command.SetAction(static parse => (int)Run(new Invocation(parse)));
        return command;
    }

    private static ExitCode Run(Invocation invocation)
    {
        if (ListenTarget.ReadPlace(invocation.Get(_place), out var local) is { } wrong) throw new CliException(ExitCode.Usage, $"[HOST:]PORT: {wrong}");
        var (commands, shell, force) = (invocation.Get(_exec) ?? [], invocation.Get(_shell), invocation.Get(_force));
        if (shell && commands.Length > 0) throw new CliException(ExitCode.Usage, "--shell and --exec exclude each other.");
        var target = new ListenTarget { Local = local!, Imei = invocation.Get(_imei) };
        if (commands is [var first, ..] && CommandSource.IsData(first)) throw new CliException(ExitCode.Usage, "data (>) stand behind the command that asks for them.");
        foreach (var command in commands)
            if (!CommandSource.IsData(command)) ExecRun.Check(invocation, command, target, force);
        Descriptors.RaiseLimit();
        using var interrupt = invocation.Interruptible();
        if (shell) return ClientLoop.Run(ShellVerb.Make(invocation, target, force, invocation.Get(_keep)).Run, interrupt.Token);
        var options = new ListenOptions
        {
            Local = local!,
            Commands = commands,
            Keep = invocation.Get(_keep),
            Imei = target.Imei,
            KeepGoing = invocation.Get(_keepGoing),
            KeepAlive = invocation.Get(_keepAlive) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            PerAddress = invocation.Get(_perAddress),
        };
        return ClientLoop.Run(new ListenRun(invocation, options).Run, interrupt.Token) ?? interrupt.ServerCode;
    }
}
