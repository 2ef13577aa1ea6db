using AtRun.Protocol.Lines;

namespace AtRun.Module.Instances;

/// <content>INS-6: while a service has the instance, its terminal can do one thing, start the multiplexer, and reach another one by that.</content>
public sealed partial class LocalPort
{
    private CommandLineReader? _reserved;

    private void WhileReserved(RunningModule module, ReadOnlySpan<byte> octets)
    {
        if (!module.Multiplexer.CanStart(this)) return;
        _reserved ??= new(module.Options.LineLimit);
        while (!octets.IsEmpty)
        {
            var found = _reserved.Read(octets, out var consumed, null);
            octets = octets[consumed..];
            if (found != LineEvent.Line || module.Multiplexer.Asked(_reserved.Body) is not { } asked) continue;
            _reserved = null;
            Link!.Send("\r\nOK\r\n"u8);
            module.Multiplexer.Start(this, asked);
            Received(octets);
            return;
        }
    }
}
