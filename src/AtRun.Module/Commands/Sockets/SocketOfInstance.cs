using AtRun.Module.Instances;
using AtRun.Module.Ip;
using AtRun.Module.Settings;
using AtRun.Protocol.Commands;
using AtRun.Protocol.Commands.Sockets;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Sockets;

/// <summary>The socket that the single-socket set of an instance drives: the one with its number (TCP-22).</summary>
internal static class SocketOfInstance
{
    public static ModuleSocket OwnSocket(this AtCall call) => call.Module.Sockets[call.Instance.Number];

    /// <summary>What #SCFG would say of it as it is now.</summary>
    public static Scfg OwnSocketNow(this AtCall call) => call.OwnSocket().Parameters.In(call.Get<Scfg>(call.Instance.Number));

    /// <summary>It stands on the GSM context, where the single-socket set is not allowed (AT reference 80000ST10025a p450-470).</summary>
    public static bool OwnSocketIsOnGsm(this AtCall call) => call.Get<Scfg>(call.Instance.Number).Cid == 0;

    /// <summary>User name and password for a context that is activated without one (IP Easy guide 80000ST10028 p54).</summary>
    public static (string User, string Password) Login(this AtInstance instance) => (instance.Settings.Get<UserId>().User, instance.Settings.Get<Passw>().Pwd);

    /// <summary>Stores the single-socket set; what #SCFG has too is stored where #SCFG has it.</summary>
    public static async ValueTask<FinalResult> Store(AtCall call)
    {
        await Profiles.StoreSet(call.Instance, Saved.SocketSet);
        return await call.Store(call.OwnSocketNow());
    }

    /// <summary>One line <c>ATNAME: values</c>, as the manual prints it for #SKTSET and #SKTD.</summary>
    public static void ValuesBehindCommand(this AtCall call, object record)
    {
        call.Out.BeginLine();
        call.Out.Text("AT");
        call.Out.Text(call.Command.Name);
        call.Out.Octets(": "u8);
        call.Command.FormatObject(record, call.Out.Output);
        call.Out.EndLine();
    }
}
