namespace AtRun.Protocol.Commands.Mail;

/// <summary>Sends a mail, typed behind the prompt, and a file with it, which the instance then carries until the escape sequence.</summary>
/// <remarks>AT reference 80000ST10025a p497-499, #SMTPCL; IP Easy guide 80000ST10028 p61-62</remarks>
[AtAction("#SMTPCL", Forms.Write | Forms.Test, NeedsPin = true, NewStyleOnly = true, Prompts = true, TimeLimit = 20)]
public sealed partial record SmtpCl
{
    /// <summary>address of the receiver</summary>
    [Mandatory, Text(1, 100)] public string Da { get; init; } = "";

    /// <summary>subject</summary>
    [Mandatory, Text(0, 100)] public string Subj { get; init; } = "";

    /// <summary>0: no file, 1: a text file, 2: a binary file</summary>
    [Mandatory, Range(0, 2)] public int Att { get; init; }

    /// <summary>name of the file</summary>
    [Text(0, 50)] public string FileName { get; init; } = "";

    /// <summary>how the file is coded: 0: not (7bit; text files), 1: base64 (binary files)</summary>
    [Range(0, 1)] public int Encod { get; init; }
}
