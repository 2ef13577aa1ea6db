using AtRun.Protocol;

namespace AtRun.Module.Services;

/// <summary>Takes the option negotiation of a telnet client out of what it types (RFC 854), and answers it: every option is refused.</summary>
/// <remarks>Works on command text only: octets of a prompt's data pass by it, so that a raw client may send 0xFF.</remarks>
public struct TelnetFilter
{
    public const byte Iac = 255;
    private const byte Dont = 254, Do = 253, Wont = 252, Will = 251, SubBegin = 250, SubEnd = 240;

    private enum State : byte { Text, Command, Option, Sub, SubCommand }

    private State _state;
    private byte _verb;

    /// <summary>The next octet belongs to a negotiation that has begun.</summary>
    public readonly bool InCommand => _state != State.Text;

    /// <summary>Takes one octet of a negotiation: 0xFF, or any while <see cref="InCommand"/>. What must be sent back goes to <paramref name="answer"/>.</summary>
    /// <returns>True if the octet was the second of a doubled 0xFF, which stands for one 0xFF of text.</returns>
    public bool Take(byte octet, OctetBuffer answer)
    {
        switch (_state)
        {
            case State.Text:
                _state = State.Command;
                return false;
            case State.Command:
                _verb = octet;
                _state = octet switch { Will or Wont or Do or Dont => State.Option, SubBegin => State.Sub, _ => State.Text };
                return octet == Iac;
            case State.Option:
                // Only an offer or a demand is answered: refusals of refusals would never end.
                if (_verb is Will or Do) answer.Add([Iac, _verb == Will ? Dont : Wont, octet]);
                _state = State.Text;
                return false;
            case State.Sub:
                if (octet == Iac) _state = State.SubCommand;
                return false;
            default:
                _state = octet == SubEnd ? State.Text : State.Sub;
                return false;
        }
    }
}
