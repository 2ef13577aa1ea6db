using System.CommandLine;
using System.Text.Json;
using AtRun.Cli.Explaining;
using AtRun.Cli.Messages;
using AtRun.Protocol.AtRunServices;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun explain</c>: says what an AT command line, an error or a message is.</summary>
internal static class ExplainVerb
{
    /// <summary>Each says what a text is, or null where it is nothing that it knows. The first that knows it is asked no further.</summary>
    private static readonly Func<string, Explanation?>[] _explainers = [ResultExplainer.Explain, CommandLineExplainer.Explain];

    public static Command Create()
    {
        var text = new Argument<string[]>("TEXT") { Description = "an AT command line (AT+CFUN=4;+CREG?), an error (CME 553, +CMS ERROR: 321, 10), or a message: a PDU, or the user data of a digest message, in hexadecimal", Arity = ArgumentArity.OneOrMore };
        var command = new Command("explain", "Says what an AT command line, an error or a message is, and why a digest fails.") { text };
        var password = new PasswordOptions();
        password.AddTo(command);
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            return (int)Run(invocation, string.Join(' ', invocation.Get(text)).Trim(), password);
        });
        return command;
    }

    private static ExitCode Run(Invocation invocation, string text, PasswordOptions password)
    {
        var explanation = MessageExplainer.IsHex(text) ? Message(text, password.Read(invocation, needed: false)) : null;
        foreach (var explain in _explainers)
            if ((explanation ??= explain(text)) is not null) break;
        if (explanation is null) throw new CliException(ExitCode.Usage, $"'{text}' is neither an AT command line nor an error, result or message that this program knows.");
        if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(explanation, CliJson.Plain.Explanation));
        else ExplanationText.Write(explanation, invocation.Out);
        return explanation.IsUnderstood ? ExitCode.Done : ExitCode.Usage;
    }

    private static Explanation Message(string hex, DigestPassword? password)
    {
        var message = MessageExplainer.UserDataOf(hex, password) ?? MessageExplainer.Decode(hex, null, password, out var error)
            ?? throw new CliException(ExitCode.Usage, $"these octets are no message: {error}.");
        return new("message", hex, Message: message);
    }
}
