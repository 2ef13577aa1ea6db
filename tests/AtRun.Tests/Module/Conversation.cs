using System.Text;
using AtRun.Module.Instances;
using AtRun.Tests.Support;

namespace AtRun.Tests.Module;

/// <summary>A simulated module, and somebody who types on one of its instances as a given kind of user.</summary>
internal sealed class Conversation : IInstanceUser
{
    private readonly StringBuilder _said = new();

    public Conversation(SimulatedModule module, int instance = 1, Owner owner = Owner.LocalPort)
    {
        (Module, Owner) = (module, owner);
        Instance = module.Module.Running!.Instance(instance);
        module.Turn.Do(() => Instance.HandTo(this));
    }

    public SimulatedModule Module { get; }

    public AtInstance Instance { get; }

    public Owner Owner { get; }

    /// <summary>A module that is on and registered, and its first instance.</summary>
    public static Conversation Begin()
    {
        var module = new SimulatedModule();
        module.Start();
        return new(module);
    }

    public void Write(ReadOnlySpan<byte> octets) => _said.Append(Encoding.Latin1.GetString(octets));

    /// <summary>What was said since the last time, its lines joined by blanks.</summary>
    public string Said()
    {
        var said = string.Join(' ', _said.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        _said.Clear();
        return said;
    }

    /// <summary>Types a line and gives back what is said at once.</summary>
    public string Type(string line)
    {
        Module.Turn.Do(() => Instance.Run(line));
        return Said();
    }
}
