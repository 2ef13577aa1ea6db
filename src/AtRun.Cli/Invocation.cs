using System.CommandLine;
using AtRun.Client;

namespace AtRun.Cli;

/// <summary>One run of a verb: what was typed and where its input and output are.</summary>
internal sealed class Invocation(ParseResult parse)
{
    private readonly CliConfiguration _configuration = (CliConfiguration)parse.InvocationConfiguration;
    private TextReader? _in;

    /// <summary>Data, nothing else.</summary>
    public TextWriter Out => _configuration.Output;

    /// <summary>Talk.</summary>
    public TextWriter Error => _configuration.Error;

    public TextReader In => _in ??= _configuration.Input();

    public bool Json { get; } = parse.GetValue(CommonOptions.Json);
    public bool Verbose { get; } = parse.GetValue(CommonOptions.Verbose);
    public bool Quiet { get; } = parse.GetValue(CommonOptions.Quiet);

    /// <summary>What <c>--timeout</c> says; null: the verb's own default.</summary>
    public TimeSpan? Timeout { get; } = parse.GetValue(CommonOptions.Timeout) is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, MaxSeconds)) : null;

    /// <summary>Somebody sits there who may be asked.</summary>
    public bool Interactive => _configuration.InputIsTerminal && !parse.GetValue(CommonOptions.NoInput);

    /// <summary>Ctrl-C, from now until it is disposed of.</summary>
    public Interrupt Interruptible() => new(_configuration);

    public bool OutputIsTerminal => _configuration.OutputIsTerminal;

    /// <summary>Progress may be drawn on standard error.</summary>
    public bool ShowsProgress => _configuration.ErrorIsTerminal && !Quiet;

    /// <summary>Colours may be used (no-color.org).</summary>
    public bool Colours => OutputIsTerminal && string.IsNullOrEmpty(Variable("NO_COLOR")) && Variable("TERM") is not "dumb";

    // The longest span that timers take.
    private const double MaxSeconds = 4_000_000;

    public T? Get<T>(Option<T> option) => parse.GetValue(option);

    public T Get<T>(Argument<T> argument) => parse.GetRequiredValue(argument);

    /// <summary>The target that was typed.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public Target TargetOf(Argument<string> argument) => TargetOf(Get(argument));

    /// <inheritdoc cref="TargetOf(Argument{string})"/>
    public Target TargetOf(string text) =>
        Target.TryParse(text, new ProcessSecrets(_configuration.Variable), out var target, out var error)
            ? target : throw new CliException(ExitCode.Usage, $"the target: {error}");

    /// <summary>Time limits of a session under <c>--timeout</c>.</summary>
    public ConnectOptions ConnectOptions => Timeout is not { } limit ? new() : new() { ConnectTimeout = limit, LoginTimeout = limit, LocalTimeout = limit, DialInTimeout = limit };

    /// <summary>Says that a module has to dial first, where that is so.</summary>
    public void SayWaiting(Target target)
    {
        if (target is ListenTarget listen) Say($"atrun: waiting for {(listen.Imei is { } imei ? $"module {imei}" : "a module")} to dial {listen.Local}");
    }

    public string? Variable(string name) => _configuration.Variable(name);

    /// <summary>Says something that is no data, unless <c>-q</c>.</summary>
    public void Say(string text)
    {
        if (!Quiet) Error.WriteLine(text);
    }

    /// <summary>Says something that only matters with <c>-v</c>.</summary>
    public void Detail(string text)
    {
        if (Verbose) Error.WriteLine(text);
    }
}
