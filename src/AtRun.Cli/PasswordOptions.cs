using System.CommandLine;
using AtRun.Client;
using AtRun.Protocol.AtRunServices;

namespace AtRun.Cli;

/// <summary>The password of the digest form where it is not part of a target: typed, in a file, or in the environment.</summary>
internal sealed class PasswordOptions
{
    private readonly Option<string?> _password = new(Name) { Description = $"password of the digest form, 16 characters; better: --password-file, or {ISecrets.PasswordVariable} in the environment", HelpName = "TEXT" };
    private readonly Option<string?> _file = new("--password-file") { Description = "file whose first line is the password", HelpName = "FILE" };

    /// <summary>It is read here and becomes no setting: see <see cref="Settings"/>.</summary>
    public const string Name = "--password";

    public void AddTo(Command command)
    {
        command.Options.Add(_password);
        command.Options.Add(_file);
    }

    /// <summary>It was asked for, not only found in the environment.</summary>
    public bool IsGiven(Invocation invocation) => invocation.Get(_password) is not null || invocation.Get(_file) is not null;

    /// <summary>The password; null: there is none.</summary>
    /// <param name="needed">False: one in the environment that is meant for something else, as its length shows, is none.</param>
    /// <exception cref="CliException">It is none of 16 characters, or its file cannot be read.</exception>
    public DigestPassword? Read(Invocation invocation, bool needed)
    {
        var (text, from) = (invocation.Get(_password), Name);
        if (invocation.Get(_file) is { } file)
        {
            if (text is not null) throw new CliException(ExitCode.Usage, $"{Name} and --password-file exclude each other.");
            if (!new ProcessSecrets().TryReadFile(file, out text, out var why)) throw new CliException(ExitCode.Usage, $"--password-file {file}: {why}");
            from = $"--password-file {file}";
        }
        if (text is null) (text, from) = (invocation.Variable(ISecrets.PasswordVariable), ISecrets.PasswordVariable);
        if (string.IsNullOrEmpty(text)) return null;
        if (DigestPassword.TryMake(text, out var password) || (!needed && from == ISecrets.PasswordVariable)) return password;
        throw new CliException(ExitCode.Usage, text.Length == DigestPassword.Length
            ? $"{from}: a password has characters of Latin-1 alone."
            : $"{from}: a password has exactly {DigestPassword.Length} characters, this one has {text.Length}.");
    }
}
