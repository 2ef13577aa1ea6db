using System.Text;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Client;

/// <summary>How commands travel to the module.</summary>
public enum Channel
{
    /// <summary>A port of the module: nothing can cut it but the module itself.</summary>
    Local,

    Tcp,

    /// <summary>Over a connection that the module dialled (client mode): what holds for <see cref="Tcp"/>, but for what server mode alone refuses.</summary>
    TcpDialled,

    /// <summary>In the simple form.</summary>
    Sms,

    /// <summary>In the digest form.</summary>
    SmsDigest,
}

/// <summary>Something to know before a command is sent.</summary>
/// <param name="Refuses">Sending it would cut the channel, get no answer, or be refused.</param>
/// <param name="Command">The command within the line, as typed.</param>
/// <param name="Effect">What its declaration says; None for a recommended delay.</param>
/// <param name="Text">For the user.</param>
public sealed record PreflightFinding(bool Refuses, string Command, RemoteEffect Effect, string Text)
{
    public override string ToString() => Text;
}

/// <summary>Says from the declarations what a command line would do to the channel that carries it. Commands that are not declared pass.</summary>
public static class Preflight
{
    /// <summary>Effects that keep nobody from sending: the channel stays, and the answer comes or may come.</summary>
    private const RemoteEffect Warnings = RemoteEffect.Conditional | RemoteEffect.BuffersOverTcp;

    /// <summary>Effects on server mode that mean nothing where the module dials.</summary>
    private const RemoteEffect OfServerMode = RemoteEffect.RefusedRemotely | RemoteEffect.DisablesServerMode;

    // Each effect once: on which channel it counts, what it does, where that is said.
    private static readonly (RemoteEffect Effect, Channel Channel, string Does, string Source)[] _effects =
    [
        (RemoteEffect.BuffersOverTcp, Channel.Tcp, "suspends packet service: its output comes when it is over, and what the module's buffer does not hold is cut off", "TCP-24"),
        (RemoteEffect.BlocksTcp, Channel.Tcp, "blocks TCPATRUN for good", "TCP-23"),
        (RemoteEffect.SuspendsTcp, Channel.Tcp, "suspends packet service, and TCPATRUN with it, until somebody else ends the call", "IP Easy guide 80000ST10028 p70"),
        (RemoteEffect.DisablesTcp, Channel.Tcp, "ends the TCP service it comes from until somebody else enables it", "TCP-11"),
        (RemoteEffect.DisablesServerMode, Channel.Tcp, "ends the TCP service it comes from until somebody else enables it", "TCP-11"),
        (RemoteEffect.DisablesClientMode, Channel.TcpDialled, "ends the TCP service it comes from until somebody else enables it: the module dials no more", "TCP-11"),
        (RemoteEffect.EndsTcpSession, Channel.Tcp, "ends the TCP session it comes from", "TCP-15"),
        (RemoteEffect.RefusedRemotely, Channel.Tcp, "is refused over TCPATRUN in server mode", "SMS-13, TCP-6"),
        (RemoteEffect.NeedsOtherSocket, Channel.Tcp, "is refused where connId and instance of #TCPATRUNCFG are the same", "TCP-19"),
        (RemoteEffect.NeedsInstance1, Channel.Tcp, "is refused where the instance of #TCPATRUNCFG is not 1", "TCP-20"),
        (RemoteEffect.NeedsOtherContext, Channel.Tcp, "is refused where #SCFG puts the connId of #TCPATRUNCFG on context 1", "TCP-20"),
        (RemoteEffect.NeedsSocketNot1, Channel.Tcp, "is refused where the connId of #TCPATRUNCFG is 1", "TCP-21"),
        (RemoteEffect.NoAnswerBySms, Channel.Sms, "takes the module off before an answer can leave", "SMS-16"),
        (RemoteEffect.BlocksSmsUntilReboot, Channel.Sms, "blocks the SMS exchange until the module reboots", "SMS-17"),
        (RemoteEffect.BlocksSms, Channel.Sms, "blocks the SMS exchange for good", "SMS-18"),
        (RemoteEffect.BlocksSmsUntilUndoneByTcp, Channel.Sms, "blocks the SMS exchange until it is undone over TCPATRUN", "SMS-19"),
        (RemoteEffect.BlocksSmsToOtherNumbers, Channel.Sms, "blocks the SMS exchange with numbers that are not in the fixed dialling phonebook, until it is undone over TCPATRUN", "SMS-20"),
        (RemoteEffect.NeedsPrompt, Channel.Sms, "asks for data behind a prompt, which SMS cannot answer", "SMS-22"),
        (RemoteEffect.DisablesSms, Channel.Sms, "ends the SMS service it comes from until somebody else enables it", "SMS-1"),
        (RemoteEffect.RefusedRemotely, Channel.SmsDigest, "is refused over SMSATRUN in digest form", "SMS-13, TCP-6"),
    ];

    /// <summary>What is to be said about a command line on its way to a target; nothing: it may go.</summary>
    public static IReadOnlyList<PreflightFinding> Check(string commandLine, Target target) =>
        Check(commandLine, target.Channel, hidden: target is SmsTarget { Hidden: true });

    /// <summary>What is to be said about a command line; nothing: it may go.</summary>
    /// <param name="commandLine">From AT on.</param>
    /// <param name="channel">How it travels.</param>
    /// <param name="hidden">No answer is expected: that a command gives none is nothing to be said.</param>
    public static IReadOnlyList<PreflightFinding> Check(string commandLine, Channel channel, bool hidden = false)
    {
        var findings = new List<PreflightFinding>();
        if (channel == Channel.Local || commandLine.Length < 2) return findings;
        var body = Encoding.Latin1.GetBytes(commandLine).AsSpan(2);
        var position = 0;
        while (CommandLine.TryNext(body, ref position, out var one))
        {
            if (CommandTable.Find(one.Name) is not { } command) continue;
            var parameters = Encoding.Latin1.GetString(one.Parameters);
            var typed = "AT" + command.Name + Sign(one.Form, command) + parameters.Trim();
            // Asking changes nothing, but may take long.
            if (one.Form is Form.Write or Form.Execute)
                foreach (var (effect, text) in EffectsOf(command, parameters, channel))
                    if (!hidden || effect != RemoteEffect.NoAnswerBySms) findings.Add(new((effect & Warnings) == 0, typed, effect, $"{typed} {text}"));
            if (command.Facts.DelayFor.HasFlag(FlagOf(one.Form)) && DelayOf(command, channel) is var delay and > 0)
                findings.Add(new(false, typed, RemoteEffect.None, $"{typed}: a delay of {delay} s is recommended before it (AT#ATRUNDELAY={(channel is Channel.Tcp or Channel.TcpDialled ? 0 : 1)},{delay})"));
        }
        return findings;

        static string Sign(Form form, AtCommand command) => form switch
        {
            Form.Test => "=?",
            Form.Read => "?",
            Form.Write when !command.IsBasic || command.IsRegister => "=",
            _ => "",
        };

        static Forms FlagOf(Form form) => form switch
        {
            Form.Execute => Forms.Execute,
            Form.Write => Forms.Write,
            Form.Read => Forms.Read,
            _ => Forms.Test,
        };
    }

    /// <summary>What a command does to a channel, each with its source.</summary>
    public static IEnumerable<(RemoteEffect Effect, string Text)> EffectsOf(AtCommand command, string parameters, Channel channel) =>
        TextsOf(command.EffectOf(parameters), channel);

    /// <summary>The texts of effects, each with its source.</summary>
    public static IEnumerable<(RemoteEffect Effect, string Text)> TextsOf(RemoteEffect effects, Channel channel)
    {
        foreach (var row in _effects)
            if ((row.Channel == channel || (row.Channel == Channel.Sms && channel == Channel.SmsDigest) || IsOfTcp(row.Effect, row.Channel, channel)) && (effects & row.Effect) != 0) yield return (row.Effect, $"{row.Does} ({row.Source})");
    }

    private static bool IsOfTcp(RemoteEffect effect, Channel listed, Channel channel) =>
        listed == Channel.Tcp && channel == Channel.TcpDialled && (effect & OfServerMode) == 0;

    /// <summary>Seconds of #ATRUNDELAY that are recommended; 0: none.</summary>
    public static int DelayOf(AtCommand command, Channel channel) => channel switch
    {
        Channel.Tcp or Channel.TcpDialled => command.Facts.DelayByTcp,
        Channel.Sms or Channel.SmsDigest => command.Facts.DelayBySms,
        _ => 0,
    };
}
