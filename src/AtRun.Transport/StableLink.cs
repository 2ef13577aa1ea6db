namespace AtRun.Transport;

/// <summary>The symbolic link under which a pseudo terminal is found again after a restart.</summary>
internal static class StableLink
{
    /// <exception cref="IOException">Something else is there, or the folder cannot be made or written.</exception>
    internal static void Place(string path, string device)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);

            var there = new FileInfo(path);
            if (there.LinkTarget is { } target)
            {
                if (!target.StartsWith("/dev/pts/", StringComparison.Ordinal))
                    throw new IOException($"{path}: is a link to {target}, which is no pseudo terminal; it stays as it is.");
            }
            else if (there.Exists || Directory.Exists(path))
            {
                throw new IOException($"{path}: exists and is no link to a pseudo terminal; it stays as it is.");
            }

            // Made aside and moved there: who looks sees the former or the new one, never none.
            var aside = $"{path}.{Environment.ProcessId}";
            File.Delete(aside);
            File.CreateSymbolicLink(aside, device);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || e is IOException && !e.Message.StartsWith($"{path}: ", StringComparison.Ordinal))
        {
            throw new IOException($"{path}: no link to a pseudo terminal can be put there. {e.Message}", e);
        }
    }

    /// <summary>Removes the link unless it is another terminal's by now.</summary>
    internal static void Remove(string path, string device)
    {
        try
        {
            if (new FileInfo(path).LinkTarget == device)
                File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder is gone or no longer ours; a stale link is replaced by the next one who wants its place.
        }
    }
}
