using System.Globalization;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Cli.Explaining;

/// <summary>Results and errors: <c>OK</c>, <c>+CME ERROR: 10</c>, <c>CMS 321</c>, <c>553</c>, <c>SIM not inserted</c>.</summary>
internal static class ResultExplainer
{
    public static Explanation? Explain(string text)
    {
        var results = new List<ExplainedResult>();
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) AddNumber(results, number);
        else if (Family(text, "CME", out var error)) AddCme(results, error);
        else if (Family(text, "CMS", out error)) AddCms(results, error);
        else if (ResultText.TryParse(text, strict: false, out var result)) results.Add(Of(result));
        else
        {
            AddCme(results, text);
            AddCms(results, text);
        }
        return results.Count == 0 ? null : new("result", text, Results: results);
    }

    private static void AddNumber(List<ExplainedResult> results, int number)
    {
        AddCme(results, number);
        if (CmsError.Find(number) is { } cms) results.Add(Of(cms));
        if (ResultCode.Find(number) is { } code) results.Add(Of(code.Result) with { Meaning = $"{Meaning(code.Kind)}, as a number (V0)" });
    }

    private static void AddCme(List<ExplainedResult> results, string error)
    {
        if (int.TryParse(error, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) AddCme(results, number);
        else if (CmeError.Find(error) is { } found) results.Add(Of(found));
    }

    private static void AddCme(List<ExplainedResult> results, int number)
    {
        if (CmeError.Find(number) is { } error) results.Add(Of(error));
        if (CmeError.FindInOldStyle(number) is { } old)
            results.Add(new($"+CME ERROR: {number}", number, $"{old.Text} (under #SELINT=0 and 1; otherwise it is {old.Number})"));
    }

    private static void AddCms(List<ExplainedResult> results, string error)
    {
        var found = int.TryParse(error, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? CmsError.Find(number)
            : CmsError.Of(error) is { Number: >= 0 } named ? named : null;
        if (found is not null) results.Add(Of(found));
    }

    private static ExplainedResult Of(CmeError error) => new($"+CME ERROR: {error.Number}", error.Number, error.Text);

    private static ExplainedResult Of(CmsError error) => new($"+CMS ERROR: {error.Number}", error.Number, error.Text);

    private static ExplainedResult Of(FinalResult result)
    {
        var code = ResultCode.Of(result.Kind);
        return new(result.ToString(), code.Number, Meaning(result.Kind) + (result.ConnectText is { } text ? $", {text}" : ""));
    }

    // "CME 553", "cms error: 321", "+CME ERROR: SIM busy"
    private static bool Family(string text, string name, out string error)
    {
        error = "";
        var rest = text.AsSpan().TrimStart('+');
        if (!rest.StartsWith(name, StringComparison.OrdinalIgnoreCase)) return false;
        rest = rest[name.Length..].TrimStart();
        if (rest.StartsWith("ERROR", StringComparison.OrdinalIgnoreCase)) rest = rest[5..];
        error = rest.TrimStart(" :").ToString();
        return error.Length > 0;
    }

    private static string Meaning(ResultKind kind) => kind switch
    {
        ResultKind.Ok => "the command line was carried out",
        ResultKind.Error => "the command line failed or was not understood; AT+CMEE=1 or 2 makes the module say more where it can",
        ResultKind.Connect => "a connection is up: what follows is data",
        ResultKind.Ring => "a call arrives",
        ResultKind.NoCarrier => "the connection is over, or could not be made",
        ResultKind.NoDialtone => "there is no dial tone: no network to call on",
        ResultKind.Busy => "the called party is engaged",
        ResultKind.NoAnswer => "the called party did not answer",
        _ => "an error",
    };
}
