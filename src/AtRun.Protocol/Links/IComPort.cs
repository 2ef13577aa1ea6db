namespace AtRun.Protocol.Links;

/// <summary>The serial port behind a <see cref="ComPortSession"/>.</summary>
public interface IComPort
{
    /// <summary>Sends octets to the client as they are.</summary>
    void Send(ReadOnlySpan<byte> octets);

    /// <summary>The client sent data.</summary>
    void Data(ReadOnlySpan<byte> octets);

    /// <summary>The client switched its lines.</summary>
    void LinesChanged(PortLines lines);

    /// <summary>The client sends a break.</summary>
    void Break();

    /// <summary>The client takes no data for now, or takes it again.</summary>
    void Hold(bool on);

    /// <summary>The client wants forgotten what waits for it, or what it has sent.</summary>
    void Purge(bool forClient, bool fromClient);

    /// <summary>The client chose a speed, bit/s. Returns the one that is used.</summary>
    int SetRate(int rate);
}
