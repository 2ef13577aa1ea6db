namespace AtRun.Module.Ip.Servers;

/// <summary>What an FTP or mail server answers (RFC 959 §4.2, RFC 5321 §4.2: one form).</summary>
/// <param name="Code">100-599.</param>
/// <param name="Text">Its lines with their codes, CR LF between them; of a very long one the beginning.</param>
public readonly record struct ServerReply(int Code, string Text)
{
    /// <summary>1yz: what was asked for has begun, another reply follows.</summary>
    public bool IsPreliminary => Code / 100 == 1;

    /// <summary>2yz: done.</summary>
    public bool IsDone => Code / 100 == 2;

    /// <summary>3yz: the server waits for more.</summary>
    public bool WantsMore => Code / 100 == 3;

    /// <summary>4yz and 5yz: refused.</summary>
    public bool IsRefusal => Code >= 400;
}
