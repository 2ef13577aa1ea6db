using System.Buffers.Binary;
using AtRun.Protocol;
using AtRun.Transport.Smpp;

namespace AtRun.Host.Recording;

/// <summary>Replaces secrets in one direction of an SMPP session by asterisks, octet for octet, so that its PDUs stay what they are.</summary>
/// <remarks>
/// The password of a bind; in messages what <see cref="SecretMask"/> hides in a line (octets of zero are skipped: UCS2), and all that follows the code of an
/// activation message (SMS-25), which carries a password.
/// </remarks>
internal sealed class SmppMask : IOctetMask
{
    private const byte Star = (byte)'*', ActivationCode = 0xD2;

    private readonly byte[] _header = new byte[8];
    private readonly SecretMask _line = new();
    private int _at;
    private int _texts;
    private int _codes;

    public void Pass(ReadOnlySpan<byte> octets, OctetBuffer shown)
    {
        foreach (var octet in octets)
        {
            shown.Add(_at >= SmppPdu.HeaderLength && IsSecret(octet) ? Star : octet);
            if (_at < _header.Length) _header[_at] = octet;
            if (++_at < SmppPdu.HeaderLength || _at < BinaryPrimitives.ReadUInt32BigEndian(_header)) continue;
            (_at, _texts, _codes) = (0, 0, 0);
            _line.Begin();
        }
    }

    private bool IsSecret(byte octet)
    {
        switch ((SmppCommand)BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4)))
        {
            // The password is the second text.
            case SmppCommand.BindReceiver or SmppCommand.BindTransmitter or SmppCommand.BindTransceiver or SmppCommand.Outbind:
                if (octet != 0) return _texts == 1;
                _texts++;
                return false;
            case SmppCommand.SubmitSm or SmppCommand.DeliverSm or SmppCommand.DataSm or SmppCommand.ReplaceSm:
                if (_codes >= 3) return true;
                _codes = octet == ActivationCode ? _codes + 1 : 0;
                return octet != 0 && _line.Hides(octet);
            default:
                return false;
        }
    }
}
