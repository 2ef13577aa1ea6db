using AtRun.Protocol.Results;

namespace AtRun.Module.Commands.Scripts;

/// <summary>What stands before the octets of files. In interface styles 0 and 1 it is the three characters alone (AT reference 80000ST10025a p540, p547).</summary>
internal static class FilePrompts
{
    public static ReadOnlySpan<byte> Write(AtCall call) => call.OldStyle ? Prompts.WriteScript[2..] : Prompts.WriteScript;

    public static ReadOnlySpan<byte> Read(AtCall call) => call.OldStyle ? Prompts.ReadScript[2..] : Prompts.ReadScript;
}
