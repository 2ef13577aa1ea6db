using AtRun.Protocol.Commands;
using AtRun.Protocol.Lines;

namespace AtRun.Module.Commands.Packet;

/// <summary>A list of contexts at the end of a command's values.</summary>
internal static class CidList
{
    /// <summary>The contexts in the order given, each once; null: a value is none of its domain, or there are more than <paramref name="most"/>.</summary>
    public static IReadOnlyList<int>? Read(ref ParameterReader values, IntParameter domain, int most)
    {
        var cids = new List<int>();
        for (var given = 0; !values.AtEnd; given++)
        {
            var cid = -1;
            if (given == most || !domain.Bind(ref values, ref cid) || cid < 0) return null;
            if (!cids.Contains(cid)) cids.Add(cid);
        }
        return cids;
    }
}
