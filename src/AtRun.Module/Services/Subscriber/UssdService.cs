using System.Text;
using AtRun.Module.Instances;
using AtRun.Module.Messages;
using AtRun.Module.Worlds;
using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Network;
using AtRun.Protocol.Sms;

namespace AtRun.Module.Services.Subscriber;

/// <summary>USSD dialogues: who asked the network, and who is told what it says (+CUSD).</summary>
public sealed class UssdService(RunningModule module)
{
    private CancellationTokenSource? _asking;
    private CancellationTokenSource? _limit;

    // Those who were shown what the network asked by itself.
    private bool _shownToAll;

    private IUssd Network => module.World.Supplementary.Ussd;

    /// <summary>The network has not answered yet.</summary>
    public bool IsAsking => _asking is not null;

    /// <summary>Asks the network, or answers it; what it says is shown on that instance if it wants to know.</summary>
    internal void AskFor(AtInstance instance, UssdText text) => module.InBackground(async _ =>
    {
        if (await Ask(instance, text, module.PowerLost) is { } said) Show(instance, said);
    });

    /// <summary>Asks the network, or answers it; time-out where it says nothing, null where the dialogue was given up.</summary>
    internal async Task<UssdMessage?> Ask(AtInstance instance, UssdText text, CancellationToken stop)
    {
        if (_shownToAll)
            foreach (var other in module.Instances)
                if (other != instance) Show(other, new(UssdKind.OtherAnswered));
        _shownToAll = false;
        using var limit = new CancellationTokenSource(Timers.Ussd.Default, module.World.Time);
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(stop, module.PowerLost, limit.Token);
        (_asking, _limit) = (asking, limit);
        try
        {
            return await Network.Ask(text, asking.Token);
        }
        catch (OperationCanceledException) when (module.IsOn)
        {
            Network.Release();
            return limit.IsCancellationRequested ? new(UssdKind.TimeOut) : null;
        }
        finally
        {
            (_asking, _limit) = (null, null);
        }
    }

    /// <summary>Ends the dialogue, whatever its state.</summary>
    internal void Cancel()
    {
        _shownToAll = false;
        _asking?.Cancel();
        Network.Release();
    }

    internal void Start()
    {
        module.Network.Changed += Follow;
        Follow();
    }

    internal void End()
    {
        Network.Said = null;
        module.Network.Changed -= Follow;
        Network.Release();
    }

    /// <summary>What the network says, as a terminal with that character set reads it.</summary>
    internal static string Show(UssdMessage? said, Cscs set)
    {
        var line = new OctetBuffer();
        line.AddText($"{Cusd.Command.Name}: {(int)(said?.Kind ?? UssdKind.Terminated)}");
        if (said is { Text: { } text })
        {
            line.AddText(",\"");
            var alphabet = BroadcastCoding.AlphabetOf(text.Coding);
            if (alphabet == SmsAlphabet.Gsm7) TeText.Write(text.Text, set, line);
            else TeText.WriteHex((alphabet == SmsAlphabet.Ucs2 ? Encoding.BigEndianUnicode : Encoding.Latin1).GetBytes(text.Text), line);
            line.AddText($"\",{text.Coding}");
        }
        return line.ToString();
    }

    /// <summary>The network says something by itself: whoever wants to know is told.</summary>
    private void Tell(UssdMessage said)
    {
        _shownToAll = said.Kind == UssdKind.Request;
        foreach (var instance in module.Instances) Show(instance, said);
    }

    private static void Show(AtInstance instance, UssdMessage said)
    {
        if (instance.Settings.Get<Cusd>().N == 1) instance.Unsolicited(Show(said, instance.Settings.Get<Cscs>()));
    }

    /// <summary>Out of coverage a dialogue is over, and who asked hears no answer.</summary>
    private void Follow()
    {
        Network.Said = module.Network.IsRegistered ? Tell : null;
        if (module.Network.IsRegistered) return;
        _limit?.Cancel();
        Network.Release();
    }
}
