using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using AtRun.Protocol.AtRunServices;

namespace AtRun.Cli.Verbs;

/// <summary>A password of the digest form, as <c>--json</c> prints it.</summary>
internal sealed record MadePassword(string Password);

/// <summary><c>atrun password</c>: makes passwords for the digest form.</summary>
internal static class PasswordVerb
{
    /// <summary>What GSM 7-bit, URLs, AT strings and shells all carry as it is; without <c>0 O 1 l I</c>, which people confuse. 5.8 bits a character.</summary>
    private const string Characters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    private const int Most = 1000;

    public static Command Create()
    {
        var count = new Option<int>("--count") { Description = "how many", HelpName = "N", DefaultValueFactory = _ => 1 };
        count.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > Most) result.AddError($"--count: a number from 1 to {Most}.");
        });
        var command = new Command("password", "Makes a random password of 16 characters for the white list of a module (AT#SMSATWL=0,<index>,1,\"…\").") { count };
        command.SetAction(parse =>
        {
            var invocation = new Invocation(parse);
            for (var i = 0; i < invocation.Get(count); i++)
            {
                var password = RandomNumberGenerator.GetString(Characters, DigestPassword.Length);
                invocation.Out.WriteLine(invocation.Json ? JsonSerializer.Serialize(new MadePassword(password), CliJson.Plain.MadePassword) : password);
            }
            return (int)ExitCode.Done;
        });
        return command;
    }
}
