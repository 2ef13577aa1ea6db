using System.Globalization;
using System.Text;

namespace AtRun.Transport;

/// <summary>The file by which modem programs tell one another that a serial port is taken: LCK..ttyUSB0, with the owner's process id in it (FHS 3.0 §5.9).</summary>
/// <remarks>The id has ten characters, blanks in front, and a line feed (HDB UUCP). Read are also the binary form of old programs and ids without blanks.</remarks>
public sealed class PortLock : IDisposable
{
    /// <summary>Where modem programs look unless they are told otherwise.</summary>
    public const string UsualFolder = "/var/lock";

    private const int Tries = 3;

    private PortLock(string path) => Path = path;

    public string Path { get; }

    /// <summary>Takes the lock of a device. Null: there is no such folder, or it may not be written; then nobody else's lock is there either.</summary>
    /// <param name="folder">Where locks are.</param>
    /// <param name="device">The device, or a link to it: what counts is the device.</param>
    /// <exception cref="IOException">A program that runs has it; the text says which.</exception>
    public static PortLock? Take(string folder, string device)
    {
        var path = System.IO.Path.Combine(folder, NameOf(device));
        for (var left = Tries; left > 0; left--)
        {
            if (File.Exists(path))
            {
                if (OwnerOf(path) is { } owner) throw new IOException($"{device}: in use by process {owner} ({path}).");
                if (!TryDelete(path)) throw new IOException($"{device}: {path} is left behind and cannot be removed.");
            }
            switch (TryMake(path))
            {
                case true: return new(path);
                case null: return null;
            }
        }
        throw new IOException($"{device}: in use ({path}).");
    }

    public void Dispose()
    {
        // Somebody may have taken it for left behind.
        if (File.Exists(Path) && OwnerOf(Path) == Environment.ProcessId) TryDelete(Path);
    }

    /// <summary><c>LCK..ttyUSB0</c>; what is in a folder below /dev has its name in front, <c>LCK..pts_3</c>.</summary>
    internal static string NameOf(string device)
    {
        const string folder = "/dev/";
        var link = new FileInfo(device);
        var real = link.LinkTarget is null ? device : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var name = real.StartsWith(folder, StringComparison.Ordinal) ? real[folder.Length..] : System.IO.Path.GetFileName(real);
        return $"LCK..{name.Replace('/', '_')}";
    }

    /// <summary>The process whose lock it is; null: it does not run any more, or the file says nothing.</summary>
    private static int? OwnerOf(string path)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            var process = content.Length == sizeof(int) && content.AsSpan().ContainsAnyExceptInRange((byte)' ', (byte)'9')
                ? BitConverter.ToInt32(content)
                : int.TryParse(Encoding.ASCII.GetString(content).Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
            return process > 0 && Directory.Exists($"/proc/{process}") ? process : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone meanwhile.
            return null;
        }
    }

    // Made aside and moved there: who looks sees no lock or one with its owner. False: somebody was faster.
    private static bool? TryMake(string path)
    {
        var aside = $"{path}.{Environment.ProcessId}";
        try
        {
            // Anybody may write into that folder: what somebody has put there is not followed.
            TryDelete(aside);
            using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
                file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId,10}\n")));
            try
            {
                File.Move(aside, path, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(path))
            {
                return false;
            }
            finally
            {
                TryDelete(aside);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool TryDelete(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
