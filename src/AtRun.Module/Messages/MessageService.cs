using AtRun.Protocol.Commands.Sms;

namespace AtRun.Module.Messages;

/// <summary>Short messages of the module: what comes is tested for SMSATRUN first, then stored or shown (27.005); what goes is checked and given to the network.</summary>
public sealed partial class MessageService(RunningModule module)
{
    private readonly VolatileMessageStore _equipment = new();

    /// <summary>"SM": the storage on the SIM.</summary>
    public MessageStore Sim { get; } = new SimMessageStore(module.World.Sim);

    /// <summary>The improved mode of the message commands is on (#SMSMODE).</summary>
    public bool IsImproved => module.Nvm.Get<SmsMode>().Mode == SmsMode.Improved;

    /// <summary>The storage that is read and deleted from (+CPMS); the improved mode has "SM" alone.</summary>
    public MessageStore Reading => module.Volatile.Get<Cpms>().Memr == MessageStore.Equipment && !IsImproved ? _equipment : Sim;

    /// <summary>Takes a message away; where the storage was full, the network hears that there is room again.</summary>
    public async ValueTask Delete(MessageStore store, int index)
    {
        var wasFull = store.IsFull;
        await store.Set(index, null);
        if (wasFull && store == Sim) TellOfRoom();
    }
}
