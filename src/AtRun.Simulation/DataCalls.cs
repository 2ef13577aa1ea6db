using System.Net;
using AtRun.Module.Worlds;
using AtRun.Protocol.Results;

namespace AtRun.Simulation;

/// <summary>What one module sees of the access servers behind a <see cref="PacketNetwork"/>: any number is one, unless it is said to be silent.</summary>
public sealed class DataCalls : IDataCalls
{
    /// <summary>A call is answered after that long.</summary>
    public static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(4);

    /// <summary>The server gives an address after that long.</summary>
    public static readonly TimeSpan OpeningTime = TimeSpan.FromSeconds(2);

    private readonly PacketNetwork _network;
    private readonly TimeProvider _time;
    private string? _number;
    private IPAddress? _address;

    internal DataCalls(PacketNetwork network, TimeProvider time) => (_network, _time) = (network, time);

    public event Action? Ended;

    public async ValueTask<bool> Call(string number, CancellationToken stop)
    {
        if (_number is not null) return false;
        if (_network.IsSilent(number)) await Task.Delay(Timeout.InfiniteTimeSpan, _time, stop);
        await Task.Delay(AnswerTime, _time, stop);
        _number = number;
        return true;
    }

    public async ValueTask<ContextAnswer> OpenIp(ContextAuthentication authentication, string user, string password, CancellationToken stop)
    {
        await Task.Delay(OpeningTime, _time, stop);
        if (_number is null) return new(null, CmeError.ActivationFailed);
        if (_network.RefusalOf(_number, user, password) is { } refusal) return new(null, refusal);
        return (_address ??= _network.Pool.Take()) is { } address ? new(address, null) : new(null, CmeError.ActivationFailed);
    }

    public void HangUp()
    {
        if (_address is { } address) _network.Pool.GiveBack(address);
        (_number, _address) = (null, null);
    }

    /// <summary>The server ends the call.</summary>
    public void Drop()
    {
        if (_number is null) return;
        HangUp();
        Ended?.Invoke();
    }
}
