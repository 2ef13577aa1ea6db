using AtRun.Protocol.Commands;

namespace AtRun.Module.Commands;

/// <summary>String parameters whose domain lists all their values: <c>("GSM","IRA")</c> or <c>(V21,V22)</c>.</summary>
internal static class OneOf
{
    public static bool Allows(AtParameter parameter, string value) =>
        parameter.Domain.Trim('(', ')').Split(',').Any(v => v.Trim('"').Equals(value, StringComparison.OrdinalIgnoreCase));
}
