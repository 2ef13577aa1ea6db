using System.CommandLine;
using System.Text.Json;
using AtRun.Cli.Messages;
using AtRun.Protocol.Sms;

namespace AtRun.Cli.Verbs;

/// <summary><c>atrun sms</c>: messages to hexadecimal PDUs and back.</summary>
internal static class SmsVerb
{
    public static Command Create() => new("sms", "Short messages as the hexadecimal PDUs that modems take and give.") { Encode(), Decode() };

    private static Command Encode()
    {
        var text = new Argument<string[]>("TEXT") { Description = "the text; for the digest form, from AT or HAT on", Arity = ArgumentArity.OneOrMore };
        var command = new Command("encode", "A text, or a request in the digest form, as PDUs: one line each, several where it needs several messages.") { text };
        var options = new EncodeOptions();
        options.AddTo(command);
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            foreach (var message in options.Encode(invocation, string.Join(' ', invocation.Get(text))))
            {
                invocation.Out.WriteLine(invocation.Json ? JsonSerializer.Serialize(message, CliJson.Plain.EncodedMessage) : message.Pdu);
                invocation.Say($"AT+CMGS={message.Length}");
            }
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static Command Decode()
    {
        var pdu = new Argument<string[]>("PDU") { Description = "hexadecimal digits, with or without a service centre in front", Arity = ArgumentArity.OneOrMore };
        var direction = new Option<string?>("--direction") { Description = "'in': to a module, 'out': to the centre (default: what the message type usually is)", HelpName = "in|out" };
        direction.AcceptOnlyFromAmong("in", "out");
        var password = new PasswordOptions();
        var command = new Command("decode", "All fields of a PDU; what it is to SMSATRUN; with a password, whether its digest is right.") { pdu, direction };
        password.AddTo(command);
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            TpduDirection? way = invocation.Get(direction) switch { "in" => TpduDirection.ToMobile, "out" => TpduDirection.ToCentre, _ => null };
            var message = MessageExplainer.Decode(string.Concat(invocation.Get(pdu)), way, password.Read(invocation, needed: false), out var error)
                ?? throw new CliException(ExitCode.Usage, $"{error}.");
            if (invocation.Json) invocation.Out.WriteLine(JsonSerializer.Serialize(message, CliJson.Plain.ExplainedMessage));
            else MessageText.Write(message, invocation.Out);
            return (int)(message.AtRun?.Verified == false ? ExitCode.NotAdmitted : ExitCode.Done);
        });
        return command;
    }
}
