using System.CommandLine;
using System.Text;
using AtRun.Cli.Sim;
using AtRun.Host.Control;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun sim ctl</c>: makes faults in a simulation that runs, and asks how its modules are.</summary>
internal static class SimCtlVerb
{
    /// <summary>A simulation answers at once.</summary>
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromSeconds(10);

    public static Command Create(SimOptions options)
    {
        var fault = new Argument<string[]>("FAULT") { Description = "what to do, in words as above", Arity = ArgumentArity.OneOrMore };
        var module = new Option<string?>("--module") { Description = "a module by its number, or 'all' (default: the only one there is; all for status)", HelpName = "K|all" };
        var command = new Command("ctl", Description()) { fault, module };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            var path = options.ControlPath(invocation) ?? throw new CliException(ExitCode.Usage, "--control: 'none' is no simulation.");
            return (int)Run(invocation, path, invocation.Get(module), invocation.Get(fault));
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, string path, string? module, string[] fault)
    {
        var request = string.Join(' ', module is null ? fault : ["module", module, .. fault]);
        if (request.AsSpan().ContainsAny('\r', '\n')) throw new CliException(ExitCode.Usage, "a fault is one line.");
        var line = ControlClient.Ask(path, request, invocation.Timeout ?? UsualTimeout, out var answer);
        if (answer.Error is { } why) throw new CliException(ExitCode.Usage, $"{why}. See: atrun sim ctl --help");
        if (invocation.Json) invocation.Out.WriteLine(line);
        else if (answer.Modules is { } modules)
            foreach (var one in modules) StatusText.Write(one, invocation.Out);
        else if (answer.Phones is { } phones)
            foreach (var phone in phones) StatusText.Write(phone, invocation.Out);
        else if (answer.Done is > 1 and var done) invocation.Say($"done to {done} modules");
        return ExitCode.Done;
    }

    private static string Description()
    {
        var text = new StringBuilder("Makes a fault in a simulation that runs, or asks how its modules are:\n");
        var width = ControlTable.All.Max(c => c.Syntax.Length) + 2;
        foreach (var command in ControlTable.All) text.Append("\n  ").Append(command.Syntax.PadRight(width)).Append(command.Help);
        return text.ToString();
    }
}
