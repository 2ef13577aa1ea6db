namespace AtRun.Protocol.Multiplexing;

/// <summary>How frames are told apart on the line: the mode of +CMUX.</summary>
public enum Framing
{
    /// <summary>A frame says its length; its octets are what they are (27.010 §5.2.6).</summary>
    Basic = 0,

    /// <summary>A frame ends at its flag; what would be taken for one is escaped (27.010 §5.2.7).</summary>
    Advanced = 1,
}
