using System.CommandLine;
using System.CommandLine.Invocation;
using AtRun.Cli.Verbs;

namespace AtRun.Cli;

/// <summary>The command <c>atrun</c>.</summary>
internal static class Program
{
    /// <summary>Name and maker of each verb. Only the verb that is named on the command line is made, which keeps starting up short.</summary>
    private static readonly (string Name, Func<Command> Create)[] _verbs =
    [
        ("demo", DemoVerb.Create),
        ("sim", SimVerb.Create),
        ("exec", ExecVerb.Create),
        ("put", PutVerb.Create),
        ("shell", ShellVerb.Create),
        ("bridge", BridgeVerb.Create),
        ("mux", MuxVerb.Create),
        ("listen", ListenVerb.Create),
        ("commands", CommandsVerb.Create),
        ("explain", ExplainVerb.Create),
        ("sms", SmsVerb.Create),
        ("password", PasswordVerb.Create),
        ("conform", ConformVerb.Create),
        ("bench", BenchVerb.Create),
    ];

    public static int Main(string[] args) => (int)Run(args, CliConfiguration.OfProcess());

    /// <summary>Runs one command line.</summary>
    internal static ExitCode Run(string[] args, CliConfiguration process)
    {
        try
        {
            var root = Root(args);
            var parse = Parse(root, args);
            if (parse.Action is not ParseErrorAction && Settings.Complete(args, parse, process.Variable) is { } completed) parse = Parse(root, completed);
            return parse.Action switch
            {
                null or ParseErrorAction => Misunderstood(parse, process),
                SynchronousCommandLineAction => (ExitCode)parse.Invoke(process),
                _ => (ExitCode)parse.InvokeAsync(process).GetAwaiter().GetResult(),
            };
        }
        catch (Exception e)
        {
            return Failures.Report(e, process);
        }
    }

    private static RootCommand Root(string[] args)
    {
        var root = new RootCommand("Runs AT commands on cellular modules, near and far: the service AT Run, both ends of it.");
        CommonOptions.AddTo(root);
        var named = args.FirstOrDefault(a => !a.StartsWith('-'));
        var known = _verbs.Any(v => v.Name == named);
        foreach (var (name, create) in _verbs)
            if (!known || name == named) root.Subcommands.Add(create());
        return root;
    }

    // An argument may begin with @: it is an AT command then, not the name of a file with arguments.
    private static ParseResult Parse(RootCommand root, string[] args) => root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    private static ExitCode Misunderstood(ParseResult parse, CliConfiguration process)
    {
        foreach (var message in parse.Errors.Select(e => e.Message).Distinct()) process.Error.WriteLine($"atrun: {message}");
        var verb = parse.CommandResult.Command is RootCommand ? "" : " " + parse.CommandResult.Command.Name;
        process.Error.WriteLine($"See: atrun{verb} --help");
        return ExitCode.Usage;
    }
}
