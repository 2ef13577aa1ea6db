using System.Security.Cryptography;
using System.Text;
using AtRun.Protocol.Commands.AtRunServices;

namespace AtRun.Module.Services.Remote;

/// <summary>The login of a TCPATRUN client: user name and password, each ended by CR (TCP-8, TCP-9). Nothing is echoed.</summary>
public sealed class Login(LoginMode mode, Func<IReadOnlyList<TcpAtRunAuth>> users)
{
    /// <summary>Characters of a user name or a password (AT reference 80000ST10025a p385).</summary>
    public const int MaxLength = 50;

    private readonly byte[] _part = new byte[MaxLength];
    private int _length;
    private byte[]? _user;

    public enum Outcome
    {
        /// <summary>More octets are needed.</summary>
        Waiting,

        /// <summary>The user name is complete and, step by step, known.</summary>
        UserTaken,

        Admitted,
        Refused,
    }

    /// <summary>Takes one octet that the client typed.</summary>
    public Outcome Take(byte octet)
    {
        switch (octet)
        {
            case 0 or (byte)'\n':
                return Outcome.Waiting;
            case (byte)'\b':
                if (_length > 0) _length--;
                return Outcome.Waiting;
            case (byte)'\r':
                return EndOfPart();
            default:
                if (_length == MaxLength) return Outcome.Refused;
                _part[_length++] = octet;
                return Outcome.Waiting;
        }
    }

    private Outcome EndOfPart()
    {
        var part = _part.AsSpan(0, _length).ToArray();
        _length = 0;
        CryptographicOperations.ZeroMemory(_part);
        if (_user is null)
        {
            _user = part;
            // Step by step an unknown name is not asked for its password (TCP-9): that is how the module behaves.
            return mode == LoginMode.StepByStep && !users().Any(u => Same(u.Userid, _user)) ? Outcome.Refused : Outcome.UserTaken;
        }
        var admitted = false;
        foreach (var user in users()) admitted |= Same(user.Userid, _user) & Same(user.Passw, part);
        return admitted ? Outcome.Admitted : Outcome.Refused;
    }

    // Digests have one length: comparing them takes the same time whatever was typed.
    private static bool Same(string known, ReadOnlySpan<byte> typed) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.Latin1.GetBytes(known)), SHA256.HashData(typed));
}
