using System.CommandLine;
using System.Globalization;

namespace AtRun.Cli;

/// <summary>The options that every verb has.</summary>
internal static class CommonOptions
{
    public static Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "say more on standard error", Recursive = true };
    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "say nothing on standard error but errors", Recursive = true };
    public static Option<bool> Json { get; } = new("--json") { Description = "data as JSON: one object, or one per line", Recursive = true };
    public static Option<bool> NoInput { get; } = new("--no-input") { Description = "never ask for anything", Recursive = true };

    public static Option<double?> Timeout { get; } = Positive(new("--timeout")
    {
        Description = "give up after so many seconds (of one command, connection or job)",
        HelpName = "SECONDS",
        Recursive = true,
    });

    public static Option<string?> Config { get; } = new("--config")
    {
        Description = "settings from a JSON file: {\"timeout\": 30, \"sim\": {\"modules\": 3}}",
        HelpName = "FILE",
        Recursive = true,
    };

    public static void AddTo(RootCommand root)
    {
        root.Options.Add(Verbose);
        root.Options.Add(Quiet);
        root.Options.Add(Json);
        root.Options.Add(NoInput);
        root.Options.Add(Timeout);
        root.Options.Add(Config);
    }

    private static Option<double?> Positive(Option<double?> option)
    {
        option.Validators.Add(static result =>
        {
            if (result.Tokens is [var given] && !(double.TryParse(given.Value, CultureInfo.InvariantCulture, out var seconds) && seconds > 0))
                result.AddError($"--timeout {given.Value}: seconds are meant, more than 0.");
        });
        return option;
    }
}
