namespace AtRun.Protocol.Links;

/// <summary>The lines of a serial port beside its data (V.24 §3), each meaning that the circuit is ON.</summary>
[Flags]
public enum PortLines : byte
{
    None = 0,

    /// <summary>Terminal ready (circuit 108/2), from the terminal.</summary>
    Dtr = 1,

    /// <summary>Request to send (circuit 105; ready for receiving, 133), from the terminal.</summary>
    Rts = 2,

    /// <summary>Data set ready (circuit 107), from the module.</summary>
    Dsr = 4,

    /// <summary>Clear to send (circuit 106), from the module.</summary>
    Cts = 8,

    /// <summary>Data carrier detect (circuit 109), from the module.</summary>
    Dcd = 16,

    /// <summary>Ring indicator (circuit 125), from the module.</summary>
    Ri = 32,

    /// <summary>Those of the terminal.</summary>
    OfTerminal = Dtr | Rts,

    /// <summary>Those of the module.</summary>
    OfModule = Dsr | Cts | Dcd | Ri,
}
