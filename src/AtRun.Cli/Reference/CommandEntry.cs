using AtRun.Client;
using AtRun.Protocol;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Cli.Reference;

/// <summary>A command as its declaration says it is.</summary>
/// <param name="Saved">Where a setting is kept; missing for an action.</param>
/// <param name="TimeLimit">Seconds within which it answers.</param>
/// <param name="DelayBySms">Seconds of #ATRUNDELAY recommended over SMS.</param>
/// <param name="DelayByTcp">The same over TCP.</param>
internal sealed record CommandEntry(
    string Name, string Chapter, string Help, string Syntax, IReadOnlyList<string> Forms, string? Saved, string Source,
    IReadOnlyList<ParameterEntry> Parameters, IReadOnlyList<RemoteEntry> Remotely, IReadOnlyList<string> Families,
    bool NeedsPin, bool NewStyleOnly, bool OldStyleOnly, bool Abortable, int? TimeLimit, int? DelayBySms, int? DelayByTcp)
{
    public static CommandEntry Of(AtCommand command)
    {
        var facts = command.Facts;
        return new(command.Name, facts.Chapter, facts.Help, command.Syntax, FormsOf(facts.Forms), SavedText(facts.Saved), facts.Source,
            ParametersOf(command), RemotelyOf(command), FamiliesOf(facts.Families),
            facts.NeedsPin, facts.NewStyleOnly, facts.OldStyleOnly, facts.Abortable, Some(facts.TimeLimit), Some(facts.DelayBySms), Some(facts.DelayByTcp));
    }

    private static int? Some(int seconds) => seconds == 0 ? null : seconds;

    private static List<string> FormsOf(Forms forms)
    {
        var names = new List<string>();
        if (forms.HasFlag(Protocol.Commands.Forms.Execute)) names.Add("execute");
        if (forms.HasFlag(Protocol.Commands.Forms.Write)) names.Add("write");
        if (forms.HasFlag(Protocol.Commands.Forms.Read)) names.Add("read");
        if (forms.HasFlag(Protocol.Commands.Forms.Test)) names.Add("test");
        return names;
    }

    private static string? SavedText(Saved? saved) => saved switch
    {
        null => null,
        Protocol.Commands.Saved.Never => "not kept",
        Protocol.Commands.Saved.Base => "profile (&W), base section",
        Protocol.Commands.Saved.Extended => "profile (&W), extended section",
        Protocol.Commands.Saved.SocketSet => "NVM, by #SKTSAV",
        Protocol.Commands.Saved.MailSet => "NVM, by #ESAV",
        Protocol.Commands.Saved.Shared => "profile (&W), extended section, for all instances",
        Protocol.Commands.Saved.GpsSet => "NVM, by $GPSSAV",
        Protocol.Commands.Saved.LedSet => "NVM, by #SLEDSAV",
        _ => "NVM, at once",
    };

    private static List<string> FamiliesOf(Families families)
    {
        var names = new List<string>();
        if (families.HasFlag(Protocol.Commands.Families.TwoG)) names.Add("GC/GE/GL/GT");
        if (families.HasFlag(Protocol.Commands.Families.He910)) names.Add("HE910");
        if (families.HasFlag(Protocol.Commands.Families.Ue)) names.Add("UE/UL");
        if (families.HasFlag(Protocol.Commands.Families.Python)) names.Add("with Python");
        if (families.HasFlag(Protocol.Commands.Families.AppZone)) names.Add("with AppZone");
        if (families.HasFlag(Protocol.Commands.Families.Gps)) names.Add("with GPS");
        return names;
    }

    private static List<ParameterEntry> ParametersOf(AtCommand command)
    {
        var values = DefaultsOf(command);
        var entries = new List<ParameterEntry>();
        for (var i = 0; i < command.Parameters.Count; i++)
        {
            var parameter = command.Parameters[i];
            var value = parameter.Mandatory && !command.IsSetting || parameter.IsKey ? null : i < values.Count ? values[i] : null;
            entries.Add(new(parameter.Name, parameter.Help, DomainOf(parameter), parameter.Mandatory, value));
        }
        return entries;
    }

    /// <summary>The factory values, as the read form would print them.</summary>
    private static List<string> DefaultsOf(AtCommand command)
    {
        var text = new OctetBuffer();
        command.FormatObject(command.Default(command.Key?.Min ?? 0), text);
        var reader = new ParameterReader(text.Written);
        var values = new List<string>();
        while (reader.TryNext(out var value, out var quoted))
        {
            var one = System.Text.Encoding.Latin1.GetString(value);
            values.Add(quoted ? $"\"{one}\"" : one);
        }
        return values;
    }

    public static string DomainOf(AtParameter parameter) => parameter switch
    {
        { Domain.Length: > 0 } => parameter.Domain,
        TextParameter { MinLength: var min, MaxLength: var max } => min == max ? $"{max} characters" : $"{min}-{max} characters",
        _ => "",
    };

    /// <summary>The ways on which an effect may count, each with all that holds for its like.</summary>
    public static IReadOnlyList<Channel> Remote { get; } = [Channel.Tcp, Channel.TcpDialled, Channel.SmsDigest];

    private static List<RemoteEntry> RemotelyOf(AtCommand command)
    {
        var entries = new List<RemoteEntry>();
        foreach (var row in command.Facts.Remotely)
            foreach (var channel in Remote)
                foreach (var (_, text) in Preflight.TextsOf(row.Effect, channel))
                {
                    var entry = new RemoteEntry(row.When, row.Unless, channel == Channel.SmsDigest ? "sms" : "tcp", text);
                    if (!entries.Contains(entry)) entries.Add(entry);
                }
        return entries;
    }
}

internal sealed record ParameterEntry(string Name, string Help, string Domain, bool Mandatory, string? Default);

/// <param name="When">Parameters for which it holds, as typed; missing: for all.</param>
/// <param name="Unless">Parameters for which it does not; a place without a value stands for any.</param>
internal sealed record RemoteEntry(string? When, string? Unless, string Channel, string Effect);
