using System.Buffers.Binary;
using AtRun.Protocol;
using AtRun.Protocol.Commands.General;
using AtRun.Protocol.Commands.Sms;

namespace AtRun.Module.Messages;

/// <content>Cell broadcast: pages that +CSCB accepts are shown to the instances that want them (+CNMI &lt;bm&gt;); none is stored.</content>
public sealed partial class MessageService
{
    private const int PageLength = 88, PageHeader = 6;

    /// <summary>23.041 §9.4.1.2: serial number, message identifier, data coding scheme, page and pages, 82 octets of content.</summary>
    public void Broadcast(ReadOnlyMemory<byte> page)
    {
        if (page.Length != PageLength) return;
        var octets = page.Span;
        var (serial, identifier, coding) = (BinaryPrimitives.ReadUInt16BigEndian(octets), BinaryPrimitives.ReadUInt16BigEndian(octets[2..]), octets[4]);
        if (!BroadcastFilter.Accepts(module.Volatile.Get<Cscb>(), identifier, coding)) return;
        foreach (var instance in module.Instances)
        {
            if (IndicationsOf(instance).Bm is not (2 or 3) || (IndicationsOf(instance).Bm == 3 && BroadcastCoding.ClassOf(coding) != 3)) continue;
            var body = new OctetBuffer();
            if (instance.Settings.Get<Cmgf>().Mode == 1)
            {
                BroadcastCoding.Write(octets[PageHeader..], coding, instance.Settings.Get<Cscs>(), body);
                Indicate(instance, $"+CBM: {serial},{identifier},{coding},{octets[5] >> 4},{octets[5] & 15}", body.ToString());
                continue;
            }
            TeText.WriteHex(octets, body);
            // The length came with the improved mode (AT reference 80000ST10025a p224, p227).
            if (IsImproved) Indicate(instance, $"+CBM: {PageLength}", body.ToString());
            else Indicate(instance, "+CBM: " + body);
        }
    }
}
