using AtRun.Module.Worlds;

namespace AtRun.Module.Commands.Network;

/// <summary>How the cell commands print what they have in common.</summary>
internal static class CellText
{
    /// <summary>Colour codes of network and station: two octal digits (23.003 §4.3.2).</summary>
    public static string Bsic(in Cell cell) => cell.IsDecoded ? $"{cell.Bsic >> 3}{cell.Bsic & 7}" : "FF";

    public static string Lac(in Cell cell) => cell.IsDecoded ? $"{cell.Lac:X4}" : "FFFF";

    public static string Id(in Cell cell) => cell.IsDecoded ? $"{cell.CellId:X4}" : "0000";
}
