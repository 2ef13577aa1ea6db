using System.Diagnostics.CodeAnalysis;

namespace AtRun.Client;

/// <summary>Where passwords come from that nobody should type into a command line, as other users of the machine see that.</summary>
public interface ISecrets
{
    /// <summary>Environment variable with the password of a target.</summary>
    public const string PasswordVariable = "ATRUN_PASSWORD";

    /// <summary>Environment variable with the password of an SMPP account.</summary>
    public const string SmppPasswordVariable = "ATRUN_SMPP_PASSWORD";

    string? Variable(string name);

    /// <summary>The first line of a file.</summary>
    bool TryReadFile(string path, [NotNullWhen(true)] out string? line, [NotNullWhen(false)] out string? why);
}

/// <summary>Environment and files of this process.</summary>
public sealed class ProcessSecrets(Func<string, string?>? variable = null) : ISecrets
{
    public string? Variable(string name) => (variable ?? Environment.GetEnvironmentVariable)(name);

    public bool TryReadFile(string path, [NotNullWhen(true)] out string? line, [NotNullWhen(false)] out string? why)
    {
        line = null;
        why = null;
        try
        {
            using var reader = new StreamReader(path);
            line = reader.ReadLine() ?? "";
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            why = e.Message;
            return false;
        }
    }
}
