using AtRun.Protocol.Results;

namespace AtRun.Module.Worlds;

/// <summary>What a call carries (24.008 §10.5.4.5).</summary>
/// <param name="IsData">Data, else voice.</param>
/// <param name="Speed">bit/s of data.</param>
/// <param name="IsTransparent">Data without the radio link protocol.</param>
public readonly record struct Bearer(bool IsData, int Speed = 0, bool IsTransparent = false)
{
    public static Bearer Voice => default;

    /// <summary>As supplementary services count it.</summary>
    public ServiceClass Class => IsData ? ServiceClass.Data : ServiceClass.Voice;
}

/// <summary>What a caller says of its own number (27.007 §7.7 &lt;n&gt;; ATD…I, ATD…i).</summary>
public enum CallerIdentity
{
    AsSubscribed = 0,
    Hidden = 1,
    Shown = 2,
}

/// <summary>Why a caller's number is missing, or that it is not (27.007 §7.6 &lt;CLI validity&gt;).</summary>
public enum CallerValidity
{
    Valid = 0,
    Withheld = 1,
    Unavailable = 2,
}

/// <summary>A closed user group that a call is made in (22.085; 27.007 §7.10).</summary>
/// <param name="Index">0-9; null: the preferential group.</param>
/// <param name="SuppressesOutgoingAccess">Nobody outside the group may be reached.</param>
/// <param name="SuppressesPreferential">Without an index: no group.</param>
public readonly record struct GroupCall(int? Index, bool SuppressesOutgoingAccess, bool SuppressesPreferential);

/// <summary>A call that the module makes.</summary>
/// <param name="Number">Digits, with a plus in front perhaps.</param>
/// <param name="Bearer">What it is to carry; null: a telephone outside the digital network does not say.</param>
/// <param name="Identity">Whether its own number is shown.</param>
/// <param name="Group">Null: no word of groups.</param>
public sealed record CallRequest(string Number, Bearer? Bearer, CallerIdentity Identity = CallerIdentity.AsSubscribed, GroupCall? Group = null);

/// <summary>A call that comes in.</summary>
/// <param name="Number">Of the caller, international with a plus; empty where it is not told.</param>
/// <param name="Validity">Why it is not.</param>
/// <param name="Bearer">What it is to carry; null: the network does not know (single numbering scheme, 09.07 §9.2).</param>
/// <param name="IsForwarded">It was meant for somebody else.</param>
/// <param name="Waits">Another call is up: it can be held.</param>
public sealed record CallOffer(string Number, CallerValidity Validity, Bearer? Bearer, bool IsForwarded = false, bool Waits = false);

/// <summary>What the network says of a call beside its course (27.007 §7.17 &lt;code1&gt;, &lt;code2&gt;).</summary>
public enum CallNotice
{
    /// <summary>The called party forwards some calls.</summary>
    ForwardingActive,

    /// <summary>The call was forwarded.</summary>
    Forwarded,

    /// <summary>The call waits: the called party has another one.</summary>
    Waiting,

    OutgoingBarred,
    IncomingBarred,

    /// <summary>The other party holds the call.</summary>
    Held,

    /// <summary>The other party has taken it back.</summary>
    Retrieved,
}

/// <summary>What a call costs who makes it (22.024).</summary>
/// <param name="Units">Units when it is answered, and again after each interval.</param>
/// <param name="Interval">Time that these pay for.</param>
public sealed record Tariff(int Units, TimeSpan Interval);

/// <summary>The circuit-switched service of the network: calls out and in.</summary>
public interface ICircuits
{
    /// <summary>Who is asked about calls that come in; null while the module is off.</summary>
    ICircuitUser? User { get; set; }

    /// <summary>Begins a call. What becomes of it the receiver is told later, never before this returns.</summary>
    ICircuit Call(CallRequest request, ICircuitReceiver receiver);

    /// <summary>Connects the two other parties with each other, and ends both calls here (ECT, 22.091).</summary>
    void Transfer(ICircuit one, ICircuit other);

    /// <summary>All parties of these calls hear each other (MPTY, 22.084); a call that is alone hears nobody else.</summary>
    void Join(IReadOnlyList<ICircuit> calls);
}

/// <summary>The module, as the network calls it.</summary>
public interface ICircuitUser
{
    /// <summary>The radio reaches it, for circuits.</summary>
    bool IsReachable { get; }

    /// <summary>A call comes in. Who takes it, or null: the module is busy.</summary>
    ICircuitReceiver? Offer(ICircuit circuit, CallOffer offer);
}

/// <summary>This module's end of a call. After the end nothing happens.</summary>
public interface ICircuit
{
    /// <summary>Of a call that comes in: it rings.</summary>
    void Alert();

    /// <summary>Of a call that comes in: it is taken, with that bearer.</summary>
    void Answer(Bearer bearer);

    /// <summary>Ends the call, before it is answered or after. The receiver hears no more of it.</summary>
    /// <param name="cause">What the other party is told.</param>
    /// <param name="patience">How long data that were sent may still take to arrive; infinite: as long as it takes.</param>
    void Release(CallCause cause, TimeSpan patience = default);

    void Hold();

    void Retrieve();

    /// <summary>Of a call that comes in and is not answered: it goes to that number instead (CD, 22.072).</summary>
    void Deflect(string number);

    /// <summary>The other party hears a tone: 0-9, *, #, A-D.</summary>
    void Tone(char tone);

    /// <summary>Data to the other party.</summary>
    void Send(ReadOnlySpan<byte> octets);

    /// <summary>Octets sent that the other party has not taken, beyond what the network holds. <see cref="ICircuitReceiver.Drained"/> tells when it is 0 again.</summary>
    int Unsent { get; }

    /// <summary>True: no data are received until this is false again.</summary>
    bool Paused { get; set; }
}

/// <summary>Who is told of the course of a call.</summary>
public interface ICircuitReceiver
{
    /// <summary>It rings at the other party.</summary>
    void Alerting();

    /// <summary>The other party has answered; of a call that came in: the network has connected it.</summary>
    /// <param name="bearer">As agreed.</param>
    /// <param name="tariff">What it costs; null: it is free here.</param>
    void Connected(Bearer bearer, Tariff? tariff);

    /// <summary>It has ended, or was never connected. The last that is heard of it.</summary>
    void Ended(CallCause cause);

    void Noticed(CallNotice notice);

    /// <summary>The other party sent a tone.</summary>
    void Heard(char tone);

    /// <summary>Data of the other party. The span lives during the call only.</summary>
    void Received(ReadOnlySpan<byte> octets);

    /// <summary>The network takes data again.</summary>
    void Drained();
}
