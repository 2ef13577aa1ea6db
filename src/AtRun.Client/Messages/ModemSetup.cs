using AtRun.Protocol.Links;
using AtRun.Protocol.Responses;
using AtRun.Protocol.Results;

namespace AtRun.Client.Messages;

/// <summary>Brings the operator's modem, in whatever mode somebody left it, to where messages go out and come in as PDUs.</summary>
/// <remarks>27.005 §3: +CMGF=0, +CSMS=0 (nothing has to be acknowledged), +CNMI.</remarks>
internal sealed class ModemSetup(Func<ILinkReceiver, ILink> open, string name, TimeProvider time, ConnectOptions options)
{
    /// <summary>How long what the modem says is not for us: answers to whatever was half typed.</summary>
    private static readonly TimeSpan _settle = TimeSpan.FromMilliseconds(500);

    /// <summary>Silence around the escape sequence (V.250, S12: 1 s).</summary>
    private static readonly TimeSpan _guard = TimeSpan.FromSeconds(1.2);

    /// <summary>For each of its commands: some ask the card.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(20);

    /// <summary>&lt;mt&gt; and &lt;ds&gt; of +CNMI, the best first: stored and told of, so that nothing is lost while nobody listens; where the store is full, passed on.</summary>
    private static readonly int[] _deliveries = [1, 2, 3], _deliveriesWhenFull = [2, 3], _reports = [2, 1, 0], _reportsWhenFull = [1, 0];

    /// <summary>How the modem tells of messages.</summary>
    /// <param name="Session">Ready for +CMGS.</param>
    /// <param name="Memory">Where it reads messages from now (+CPMS); empty: it does not say.</param>
    /// <param name="Tells">False: it does not tell of what comes (+CNMI is refused), one has to look.</param>
    public sealed record Ready(AtSession Session, string Memory, bool Tells);

    /// <exception cref="UnreachableException">The port cannot be opened, nobody answers there, or it is no modem that could send messages.</exception>
    public async Task<Ready> Run(CancellationToken stop)
    {
        var session = await Answering(escape: false, stop) ?? await Answering(escape: true, stop)
            ?? throw new UnreachableException($"{name} does not answer: AT had no result within {options.LocalTimeout.TotalSeconds:0.#} s.");
        try
        {
            await session.Execute("ATE0V1Q0", _patience, stop);
            await session.Execute("AT+CMEE=1", _patience, stop);
            await CheckCard(session, stop);
            if (await session.Execute("AT+CMGF=0", _patience, stop) is { IsSuccess: false } refused) throw new UnreachableException($"{name} has no PDU mode: AT+CMGF=0: {refused.ResultText}.");
            await session.Execute("AT+CSMS=0", _patience, stop);
            var storage = Values(await session.Execute("AT+CPMS?", _patience, stop), "+CPMS");
            // <mem1>,<used1>,<total1>,<mem2>,<used2>,<total2>,<mem3>,<used3>,<total3>: what comes goes to the third.
            var isFull = storage is not null && storage[7].TryNumber(out var used) && storage[8].TryNumber(out var total) && used >= total;
            var tells = await Announce(session, isFull, stop);
            if (isFull && !tells) throw new UnreachableException($"{name}: its message store {storage![6].Text} is full, so that no answer can come: delete messages first (AT+CMGD).");
            return new(session, storage?[0].Text ?? "", tells);
        }
        catch (Exception e)
        {
            session.Close();
            if (e is EffectUnknownException { Because: UnknownBecause.Cancelled }) throw new OperationCanceledException(stop);
            if (e is AtRunException and not UnreachableException) throw new UnreachableException($"{name}: {e.Message}", e);
            throw;
        }
    }

    /// <summary>A session that answers, or null. ESC ends a prompt that is open, the first CR a line that was begun.</summary>
    private async Task<AtSession?> Answering(bool escape, CancellationToken stop)
    {
        var silence = new Silence();
        var relay = new LinkRelay(silence);
        ILink link;
        try
        {
            link = open(relay);
        }
        catch (IOException e)
        {
            throw new UnreachableException(e.Message, e);
        }
        try
        {
            if (escape)
            {
                await Task.Delay(_guard, time, stop);
                link.Send("+++"u8);
                await Task.Delay(_guard, time, stop);
            }
            link.Send("\x1B\rATE0V1Q0\r"u8);
            await Task.Delay(_settle, time, stop);
        }
        catch (OperationCanceledException)
        {
            link.Close();
            throw;
        }
        var session = new AtSession(link, new AtSessionOptions { Time = time });
        relay.To = session;
        if (silence.End is { } end) relay.Ended(end);
        try
        {
            await session.Probe(options.LocalTimeout, stop);
            return session;
        }
        catch (EffectUnknownException e) when (e.Because == UnknownBecause.Cancelled)
        {
            throw new OperationCanceledException(stop);
        }
        catch (AtRunException)
        {
            return null;
        }
    }

    private async Task CheckCard(AtSession session, CancellationToken stop)
    {
        var response = await session.Execute("AT+CPIN?", _patience, stop);
        if (response.Result.CmeError == CmeError.SimNotInserted) throw new UnreachableException($"{name}: there is no SIM in it.");
        if (Values(response, "+CPIN") is { } state && state[0].Text is not ("READY" or "")) throw new UnreachableException($"{name}: the SIM waits for {state[0].Text}: give it to the modem first (AT+CPIN=…).");
    }

    /// <summary>Chooses from what +CNMI=? allows; where it says nothing, tries.</summary>
    private static async Task<bool> Announce(AtSession session, bool isFull, CancellationToken stop)
    {
        var domain = Values(await session.Execute("AT+CNMI=?", _patience, stop), "+CNMI");
        var modes = Allowed(domain?[0], [2, 1, 3]);
        foreach (var delivery in Allowed(domain?[1], isFull ? _deliveriesWhenFull : _deliveries))
            foreach (var report in Allowed(domain?[3], isFull ? _reportsWhenFull : _reports))
                foreach (var mode in modes)
                {
                    var buffer = Allowed(domain?[4], [0, 1])[0];
                    if ((await session.Execute(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"AT+CNMI={mode},{delivery},0,{report},{buffer}"), _patience, stop)).IsSuccess) return true;
                }
        return false;
    }

    private static int[] Allowed(ResponseValue? domain, int[] wanted)
    {
        if (domain is null or { Kind: ResponseValueKind.Empty }) return wanted;
        int[] allowed = [.. wanted.Where(w => domain.Allows(w))];
        return allowed.Length > 0 ? allowed : wanted;
    }

    private static ResponseValues? Values(AtResponse response, string prefix)
    {
        foreach (var line in response.Lines)
            if (ResponseValues.TryDecode(line, out var values, out _) && values.Prefix == prefix) return values;
        return null;
    }

    /// <summary>Hears nothing, but notices the end.</summary>
    private sealed class Silence : ILinkReceiver
    {
        public LinkEnd? End { get; private set; }

        public void Received(ReadOnlySpan<byte> octets) { }

        public void Drained() { }

        public void Ended(LinkEnd how) => End = how;
    }
}
