using static AtRun.Transport.Posix;

namespace AtRun.Transport;

/// <summary>How many files and sockets this process may have open.</summary>
public static class Descriptors
{
    /// <summary>Raises the limit to the highest that the system grants (getrlimit(2), RLIMIT_NOFILE), and says which.</summary>
    public static unsafe long RaiseLimit()
    {
        Limit limit;
        if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
            return 0;

        if (limit.Soft < limit.Hard)
        {
            var raised = limit with { Soft = limit.Hard };
            if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
                limit = raised;
        }

        return (long)Math.Min(limit.Soft, long.MaxValue);
    }
}
