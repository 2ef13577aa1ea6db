namespace AtRun.Cli.Messages;

/// <summary>A message taken apart, as <c>sms decode</c> and <c>explain</c> print it.</summary>
/// <param name="Type"><c>SMS-SUBMIT</c> and so on; <c>user data</c> where there was no more.</param>
/// <param name="Length">Octets of the TPDU: what +CMGS takes; missing for user data alone.</param>
/// <param name="Fields">In the order of the octets.</param>
/// <param name="Alphabet">Of the user data.</param>
/// <param name="Text">What the user data say, behind their header; missing where they are no text or hold a password.</param>
/// <param name="AtRun">What it is to SMSATRUN; missing where a module never looks at such a message.</param>
internal sealed record ExplainedMessage(
    string Type, int? Length, IReadOnlyList<MessageField> Fields, string? Alphabet = null, string? Text = null, ExplainedAtRun? AtRun = null);

/// <param name="Name">As the specification calls it: <c>TP-DCS</c>.</param>
/// <param name="Value">Octets as hexadecimal, numbers as such.</param>
/// <param name="Meaning">Missing where the value says it.</param>
internal sealed record MessageField(string Name, string Value, string? Meaning = null);

/// <summary>What a message is to SMSATRUN.</summary>
/// <param name="Kind"><c>request</c>, <c>response</c>, <c>activation</c> or <c>ordinary</c>.</param>
/// <param name="Form"><c>digest</c> or <c>simple</c>.</param>
/// <param name="Segment">Which part, of the digest form.</param>
/// <param name="Segments">Of how many.</param>
/// <param name="Digest">As it stands in the message.</param>
/// <param name="Text">The useful text.</param>
/// <param name="Verified">The digest is the one of the password; missing: there is none to verify it.</param>
/// <param name="Faults">Why a module would not run it, or why it is no answer.</param>
internal sealed record ExplainedAtRun(
    string Kind, string? Form, int? Segment, int? Segments, int? SessionId, string? Digest, string? Text, bool? Verified, IReadOnlyList<string> Faults);
