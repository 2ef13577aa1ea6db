namespace AtRun.Protocol.Responses;

public enum TelnetOctet
{
    /// <summary>It was part of a telnet command.</summary>
    Drop,

    /// <summary>Text.</summary>
    Pass,

    /// <summary>Text, and so was the 0xFF before it.</summary>
    PassWithHeld,
}

/// <summary>Takes the commands of a telnet server out of a stream (RFC 854: IAC and option negotiation; IAC IAC is 0xFF).</summary>
/// <remarks>Lenient as the reader that uses it: 0xFF before an octet that is no telnet command is the character ÿ.</remarks>
public struct TelnetFilter
{
    public const byte Iac = 0xFF;
    private const byte SubnegotiationEnd = 240;
    private const byte Subnegotiation = 250;
    private const byte Will = 251;
    private const byte Dont = 254;

    /// <summary>A subnegotiation that goes on longer than this, in octets, was none.</summary>
    private const int MaxSubnegotiation = 512;

    private State _state;
    private int _length;

    private enum State : byte { Text, Command, Option, Parameters, ParametersCommand }

    public TelnetOctet Next(byte octet)
    {
        switch (_state)
        {
            case State.Text when octet == Iac:
                _state = State.Command;
                return TelnetOctet.Drop;
            case State.Text:
                return TelnetOctet.Pass;
            case State.Command:
                return Command(octet);
            case State.Option:
                _state = State.Text;
                return TelnetOctet.Drop;
            default:
                return Parameters(octet);
        }
    }

    private TelnetOctet Command(byte octet)
    {
        _state = State.Text;
        switch (octet)
        {
            case Iac:
                return TelnetOctet.Pass;
            case >= Will and <= Dont:
                _state = State.Option;
                return TelnetOctet.Drop;
            case Subnegotiation:
                _state = State.Parameters;
                _length = 0;
                return TelnetOctet.Drop;
            case >= SubnegotiationEnd:
                return TelnetOctet.Drop;
            default:
                return TelnetOctet.PassWithHeld;
        }
    }

    private TelnetOctet Parameters(byte octet)
    {
        if (++_length > MaxSubnegotiation || (_state == State.ParametersCommand && octet == SubnegotiationEnd))
            _state = State.Text;
        else
            _state = octet == Iac && _state == State.Parameters ? State.ParametersCommand : State.Parameters;
        return TelnetOctet.Drop;
    }
}
