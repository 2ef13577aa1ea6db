using AtRun.Protocol.Commands.General;

namespace AtRun.Module.Commands.General;

/// <summary>Dates of +CCLK and +CALA as +CSDF of the instance has them: the year with two digits or with four.</summary>
internal static class DateText
{
    private const string Century = "20";

    /// <summary>As typed -> with two digits; false: the year has not the digits that it should.</summary>
    public static bool TryShort(AtCall call, string typed, out string text)
    {
        var four = HasFour(call);
        text = four && typed.StartsWith(Century, StringComparison.Ordinal) ? typed[Century.Length..] : typed;
        // The slash behind the year tells how many digits it has.
        return typed.IndexOf('/', StringComparison.Ordinal) == (four ? 4 : 2);
    }

    /// <summary>With two digits -> as it is shown.</summary>
    public static string Long(AtCall call, string text) => HasFour(call) ? Century + text : text;

    private static bool HasFour(AtCall call) => call.Get<Csdf>().AuxMode == Csdf.FourDigits;
}
