using System.Diagnostics;
using System.Globalization;
using AtRun.Client;
using AtRun.Client.Messages;
using AtRun.Transport;

namespace AtRun.Cli.Bench;

/// <summary>What a storm of requests by SMS came to, as <c>--json</c> prints it.</summary>
/// <param name="Depth">Requests under way to each module.</param>
/// <param name="Requests">Given to the service centre.</param>
/// <param name="Answered">Of these, answered, each answer found its request.</param>
/// <param name="Errors">Of these, answered by an error.</param>
/// <param name="Lost">Not answered within the time limit, or not taken.</param>
/// <param name="Ignored">Messages that looked like answers and belonged to no request.</param>
/// <param name="Rate">Requests answered per second.</param>
/// <param name="P50">Microseconds from giving a request to its whole answer, and so on.</param>
internal sealed record SmsBenchReport(
    int Modules, int Depth, long Requests, long Answered, long Errors, long Lost, long Ignored, double Seconds, double Rate, double P50, double P99, double Max, double OwnCpu);

/// <summary>A number of requests to many modules by SMS over one channel: each answer sends the next.</summary>
internal sealed class SmsBenchRun(EventLoop loop, SmsTarget first, int modules, int depth, long requests, string command, ConnectOptions connect, TimeSpan? timeout)
{
    private readonly LatencyHistogram _latencies = new();
    private long _begun;
    private long _errors;
    private long _lost;

    /// <exception cref="NotRunException">There is no channel.</exception>
    public async Task<SmsBenchReport> Run(CancellationToken stop)
    {
        ISmsChannel channel = first.Account is { } account ? await SmppChannel.Open(loop, account, connect, stop) : await ModemChannel.Open(loop, first.Modem!, connect, stop);
        var exchange = new SmsExchange(channel, loop.Time);
        try
        {
            var (start, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            await Task.WhenAll(Enumerable.Range(0, modules).SelectMany(i => Enumerable.Repeat(SessionTo(exchange, i), depth)).Select(session => Work(session, stop)));
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds / seconds;
            return new(modules, depth, _begun, _latencies.Count, _errors, _lost, exchange.IgnoredCount, Math.Round(seconds, 3), Math.Round(_latencies.Count / seconds, 1),
                Microseconds(0.5), Microseconds(0.99), Microseconds(1), Math.Round(used, 3));
        }
        finally
        {
            exchange.Close();
        }
    }

    /// <summary>The modules' numbers count on.</summary>
    private SmsSession SessionTo(SmsExchange exchange, int index) => new(
        exchange,
        first.Number with { Digits = (decimal.Parse(first.Number.Digits, CultureInfo.InvariantCulture) + index).ToString(CultureInfo.InvariantCulture) },
        first.Password) { EightBit = first.EightBit };

    private async Task Work(SmsSession session, CancellationToken stop)
    {
        while (_begun < requests && session.IsOpen)
        {
            _begun++;
            var sent = Stopwatch.GetTimestamp();
            try
            {
                var answer = await session.Execute(new AtRequest(command) { Timeout = timeout }, stop);
                _latencies.Add(Stopwatch.GetTimestamp() - sent);
                if (!answer.IsSuccess) _errors++;
            }
            catch (AtRunException)
            {
                _lost++;
            }
        }
    }

    private double Microseconds(double share) => Math.Round(_latencies.Percentile(share) / 1000.0, 1);
}
