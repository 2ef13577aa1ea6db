using System.Globalization;
using AtRun.Host.Control;

namespace AtRun.Cli.Sim;

/// <summary>The status of a module for people: a line that begins with its number, then what there is to say, indented.</summary>
internal static class StatusText
{
    public static void Write(PhoneStatus phone, TextWriter to) =>
        to.WriteLine($"{phone.Number}: {phone.Habit}, {phone.State}{(phone.Heard.Length == 0 ? "" : $", heard {phone.Heard}")}");

    public static void Write(ModuleStatus module, TextWriter to)
    {
        var number = module.Number is null ? "" : $", number {module.Number}";
        var state = module.On ? $"SIM {module.Sim}, registration {module.Registration}, {(module.Attached ? "attached" : "not attached")}" : "off";
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"module {module.Module}: IMEI {module.Imei}{number}, {state}"));
        if (!module.On) return;
        foreach (var context in module.Contexts) to.WriteLine($"  context {context.Cid}: {context.Address}{(context.Sockets ? "" : " (by +CGACT)")}");
        foreach (var service in module.Services)
            if (service.On) to.WriteLine($"  {service.Name}: on, {service.State}");
        foreach (var socket in module.Sockets)
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  socket {socket.ConnId}: {socket.State} {socket.Local}{(socket.Remote is null ? "" : $" with {socket.Remote}")}, {socket.Sent} octets sent, {socket.Received} received"));
        to.WriteLine($"  instances: {string.Join(", ", module.Instances.Select(i => $"{i.Number} {i.Owner}{(i.State == "Idle" ? "" : $" ({i.State})")}"))}");
    }
}
