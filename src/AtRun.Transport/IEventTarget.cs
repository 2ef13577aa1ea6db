namespace AtRun.Transport;

/// <summary>What owns a descriptor in the epoll set of an <see cref="EventLoop"/>.</summary>
internal interface IEventTarget
{
    /// <summary>epoll(7) reported these events; 0 when the target asked to be visited again.</summary>
    void Ready(uint events);

    /// <summary>Its handler threw.</summary>
    void Break();

    /// <summary>The loop is being disposed of: only close the descriptor.</summary>
    void Abandon();
}
