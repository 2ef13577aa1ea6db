using AtRun.Protocol.Commands.Scripts;

namespace AtRun.Module.Files;

/// <summary>Names of the store of scripts (AT reference 80000ST10025a p540-541), which has no directories: what looks like a path elsewhere is no name here.</summary>
internal static class ScriptName
{
    /// <summary>A file may have it, whether a command or a script gives it.</summary>
    public static bool IsPossible(string name) =>
        name.Length is > 0 and <= WScript.MaxName && name is not ("." or "..") && !name.AsSpan().ContainsAny('/', '\\') && !name.AsSpan().ContainsAnyInRange('\0', '\x1F') && !name.Contains('\x7F', StringComparison.Ordinal);
}
