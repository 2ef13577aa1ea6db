using System.CommandLine;
using AtRun.Protocol.AtRunServices;

namespace AtRun.Cli;

/// <summary>The owner's key of activation by SMS (SMS-25), from a file: never typed.</summary>
internal sealed class ActivationKeyOption(string what)
{
    private readonly Option<string?> _file = new("--activation-key") { Description = $"{what}; FILE has the owner's key, {ActivationSms.MinKeyLength} octets or more", HelpName = "FILE" };

    public void AddTo(Command command) => command.Options.Add(_file);

    /// <summary>The key as its owner wrote it into the file, without a line end behind it; null: none was asked for.</summary>
    /// <exception cref="CliException">It cannot be read, or is too short.</exception>
    public ReadOnlyMemory<byte>? Read(Invocation invocation)
    {
        if (invocation.Get(_file) is not { } file) return null;
        try
        {
            var key = File.ReadAllBytes(file);
            var length = key.AsSpan().TrimEnd("\r\n"u8).Length;
            return length >= ActivationSms.MinKeyLength
                ? key.AsMemory(0, length)
                : throw new CliException(ExitCode.Usage, $"--activation-key: the key in {file} is shorter than {ActivationSms.MinKeyLength} octets.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"--activation-key: {e.Message}");
        }
    }
}
