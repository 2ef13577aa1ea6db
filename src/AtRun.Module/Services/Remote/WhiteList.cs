using AtRun.Module.Settings;
using AtRun.Protocol.AtRunServices;
using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Remote;

/// <summary>The white list of #SMSATWL: numbers and passwords at eight places (SMS-12).</summary>
public sealed class WhiteList(NvmSettings nvm) : AccessList<SmsAtWl>(nvm, SmsAtWl.Places), IWhiteList
{
    private IReadOnlyList<SmsAtWl>? _seen;
    private IReadOnlyList<DigestPassword> _passwords = [];

    /// <summary>The entry of a place, from 1; null: it is free.</summary>
    public SmsAtWl? this[int index] => All.FirstOrDefault(e => e.Index == index);

    public IReadOnlyList<DigestPassword> Passwords
    {
        get
        {
            if (_seen == All) return _passwords;
            _seen = All;
            return _passwords = [.. All.Where(e => e.EntryType == WhiteListEntry.Password).Select(e => DigestPassword.TryMake(e.String, out var password) ? password : null).OfType<DigestPassword>()];
        }
    }

    public bool Admits(SmsAddress sender)
    {
        if (sender.IsNone || sender.Type == TypeOfNumber.Alphanumeric) return false;
        var number = sender.ToString();
        foreach (var entry in All)
            if (entry.EntryType == WhiteListEntry.Number && Matches(entry.String, number)) return true;
        return false;
    }

    /// <summary>Puts an entry at its place, over what is there (DEC-5). False: it is none, or there would be too many passwords.</summary>
    public ValueTask<bool> Put(SmsAtWl entry) => IsEntry(entry) && HasRoomFor(entry) ? Add(entry with { Action = SmsAtWl.Add }, e => e.Index == entry.Index) : new(false);

    /// <summary>Frees a place; one that is free already too (DEC-5).</summary>
    public async ValueTask Free(int index) => await Remove(e => e.Index == index);

    private bool HasRoomFor(SmsAtWl entry) =>
        entry.EntryType == WhiteListEntry.Number || All.Count(e => e.EntryType == WhiteListEntry.Password && e.Index != entry.Index) < SmsAtWl.MaxPasswords;

    //   number = ["+"] 1*DIGIT ["*"]
    private static bool IsEntry(SmsAtWl entry)
    {
        var text = entry.String.AsSpan();
        if (entry.EntryType == WhiteListEntry.Password) return text.Length == DigestPassword.Length;
        if (text is ['+', ..]) text = text[1..];
        if (text is [.., '*']) text = text[..^1];
        return text.Length is > 0 and <= 20 && !text.ContainsAnyExceptInRange('0', '9');
    }

    private static bool Matches(string entry, string number) =>
        entry[^1] == '*' ? number.AsSpan().StartsWith(entry.AsSpan(0, entry.Length - 1)) : number == entry;
}
