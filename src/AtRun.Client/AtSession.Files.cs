using AtRun.Transport;

namespace AtRun.Client;

public sealed partial class AtSession
{
    /// <summary>Waits for the link to take octets; set, with what may follow, as the last thing that a caller does.</summary>
    private TaskCompletionSource? _sendsOn;

    /// <summary>Sends a file piece by piece as the link takes it. An octet is lost with the session alone: what ends early, ends it.</summary>
    private async Task SendFile(Pending running, FileToSend file)
    {
        var octets = file.Octets;
        running.Timer?.Dispose();
        running.SendsFile = !octets.IsEmpty;
        // Else the system takes megabytes at once, and neither progress nor a dead link shows.
        if (_link is TcpLink tcp) tcp.HoldAtMost(FileToSend.Held);
        for (var at = 0; at < octets.Length;)
        {
            var piece = octets.Slice(at, Math.Min(file.Piece, octets.Length - at));
            Send(piece.Span);
            at += piece.Length;
            running.SendsFile = at < octets.Length;
            if (!await Taken(running, file.Stall)) return;
            file.Progress?.Invoke(at);
            if (at == octets.Length) break;
            // Between two pieces the module may have its say: an error ends the transfer.
            if (file.Pace > TimeSpan.Zero) await Task.Delay(file.Pace, _options.Time);
            else await Task.Yield();
            if (IsGone(running)) return;
        }
        Run(running, file.ResultLimit);
    }

    /// <summary>The link has taken all that was given to it; false: it took nothing for too long, or the command is over.</summary>
    private async Task<bool> Taken(Pending running, TimeSpan stall)
    {
        while (_link.Unsent is > 0 and var unsent)
        {
            _sendsOn = new();
            try
            {
                await _sendsOn.Task.WaitAsync(stall, _options.Time);
            }
            catch (TimeoutException)
            {
                if (!IsGone(running) && _link.Unsent >= unsent) End($"the link took no octet for {stall.TotalSeconds:0.#} s.", UnknownBecause.TimedOut, tell: true);
            }
            if (IsGone(running)) return false;
        }
        return !IsGone(running);
    }

    private bool IsGone(Pending running) => _over is not null || running.Task.IsCompleted;

    private void LetSend() => _sendsOn?.TrySetResult();

    private void ReadFile(Pending running)
    {
        if (running.Request.Reads is not { } file || running.FileRead is not null) return;
        running.FileRead = new(0);
        if (file.Count > 0) _reader.BeginData(file.Count);
        Watch(running, file.Stall);
    }

    private void FileRead(Pending running, ReadOnlySpan<byte> octets)
    {
        if (running.FileRead is not { } read || running.Request.Reads is not { } file) return;
        read.Add(octets);
        Watch(running, file.Stall);
        file.Progress?.Invoke(read.Count);
    }

    private void Watch(Pending running, TimeSpan stall)
    {
        running.Timer?.Dispose();
        Run(running, stall);
    }
}
