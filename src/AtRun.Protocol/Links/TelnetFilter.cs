namespace AtRun.Protocol.Links;

/// <summary>What an octet of a telnet stream is.</summary>
public enum TelnetOctet
{
    /// <summary>It was part of a telnet command.</summary>
    Drop,

    /// <summary>Text.</summary>
    Pass,

    /// <summary>Text, and so was the 0xFF before it.</summary>
    PassWithHeld,
}

/// <summary>Takes the commands of telnet out of a stream (RFC 854: IAC and option negotiation; IAC IAC is 0xFF).</summary>
/// <remarks>For either side, and lenient: 0xFF before an octet that is no telnet command is the character ÿ.</remarks>
public struct TelnetFilter
{
    public const byte Iac = 0xFF;
    private const byte SubnegotiationEnd = 240;
    private const byte Subnegotiation = 250;
    private const byte Will = 251;
    private const byte Wont = 252;
    private const byte Do = 253;
    private const byte Dont = 254;

    /// <summary>A subnegotiation that goes on longer than this, in octets, was none.</summary>
    private const int MaxSubnegotiation = 512;

    private State _state;
    private int _length;
    private byte _verb;

    private enum State : byte { Text, Command, Option, Parameters, ParametersCommand }

    /// <summary>The next octet belongs to a telnet command that has begun.</summary>
    public readonly bool InCommand => _state != State.Text;

    /// <summary>It is an option that is offered, refused or asked for.</summary>
    public readonly bool InOption => _state is State.Option or State.Parameters;

    /// <summary>Takes the next octet.</summary>
    /// <param name="octet">As it arrived.</param>
    /// <param name="answer">Gets the refusal of an option that the other side offers or asks for; null: nothing is answered.</param>
    public TelnetOctet Next(byte octet, OctetBuffer? answer = null)
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
                // Only an offer or a demand is answered: refusals of refusals would never end.
                if (_verb is Will or Do) answer?.Add([Iac, _verb == Will ? Dont : Wont, octet]);
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
                _verb = octet;
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
