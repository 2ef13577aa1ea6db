using AtRun.Module.Instances;
using AtRun.Module.Worlds;

namespace AtRun.Module.Apps;

/// <summary>A logical port of an app (AZ1, AZ2…): it is the terminal of an instance.</summary>
internal sealed class AppPort(AppMachine app, AtInstance instance, int number) : IInstanceUser
{
    /// <summary>Octets that one callback is given.</summary>
    private const int Piece = 1024;

    /// <summary>Octets that wait for the app before its commands wait; beyond twice as many they are lost.</summary>
    private const int MaxWaiting = 16 * 1024;

    private int _waiting;

    public Owner Owner => Owner.App;

    public AtInstance Instance => instance;

    public bool Congested => _waiting > MaxWaiting;

    private bool HasInstance => instance.User == this;

    /// <summary>Types on the instance. False: a command runs, or what it said was not taken yet, or somebody else has it.</summary>
    public bool Send(ReadOnlySpan<byte> octets)
    {
        if (!HasInstance || Congested || instance.HoldsTerminal) return false;
        // As at a port: what comes while a command runs is lost (INS-8).
        return octets.IsEmpty || instance.Receive(octets) > 0;
    }

    public void Write(ReadOnlySpan<byte> octets)
    {
        for (; !octets.IsEmpty && _waiting <= 2 * MaxWaiting; octets = octets[Math.Min(Piece, octets.Length)..])
        {
            var piece = octets[..Math.Min(Piece, octets.Length)].ToArray();
            if (!app.Call(new(AppTask.Modem, "M2M_onReceiveResultCmd", 0, piece, piece.Length, number) { Done = () => Taken(piece.Length) })) return;
            _waiting += piece.Length;
        }
    }

    private void Taken(int count)
    {
        var congested = Congested;
        _waiting -= count;
        if (congested && !Congested && HasInstance) instance.TerminalDrained();
    }
}
