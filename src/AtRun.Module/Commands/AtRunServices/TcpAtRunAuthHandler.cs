using AtRun.Protocol.Commands.AtRunServices;
using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.AtRunServices;

[AtHandler]
internal sealed class TcpAtRunAuthHandler : Handler<TcpAtRunAuth>
{
    protected override async ValueTask<FinalResult> Write(AtCall call, TcpAtRunAuth value)
    {
        if (call.Module.Options.UserListRefusedRemotely && call.Instance.User.RefusesRemoteChanges) return FinalResult.Error;
        var users = call.Module.TcpAtRun.UserList;
        if (value.Action == 2)
        {
            await users.Clear();
            return FinalResult.Ok;
        }
        if (value.Userid.Length == 0) return FinalResult.Error;
        return await (value.Action == 1 ? users.Add(value) : users.Remove(value)) ? FinalResult.Ok : FinalResult.Error;
    }

    /// <summary>The password is shown in clear (AT reference 80000ST10025a p385): that is how the module behaves.</summary>
    protected override ValueTask<FinalResult> Read(AtCall call)
    {
        foreach (var user in call.Module.TcpAtRun.UserList.All)
            call.Out.Line($"{Command.Name}: \"{user.Userid}\",\"{user.Passw}\"");
        return Ok;
    }
}
