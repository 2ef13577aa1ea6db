using System.Text;
using AtRun.Host.State;
using AtRun.Module.Worlds;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AtRun.Tests.Host;

public sealed class StateStoreTests : IDisposable
{
    private readonly Folder _folder = new();

    private string Database => _folder.File("modules.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasStoredIsThereAgain()
    {
        using (var store = Open(_folder))
        {
            await Write(store, 1, ("a", "1"), ("b", "2"));
            await Write(store, 2, ("a", "other module"));
            await Write(store, 1, ("a", null), ("b", "3"), ("c", "ä\0\n"));
        }
        using var again = Open(_folder);
        Assert.Equal([new("b", "3"), new("c", "ä\0\n")], again.FlashOf(1).ReadAll());
        Assert.Equal([new("a", "other module")], again.FlashOf(2).ReadAll());
        Assert.Empty(again.FlashOf(3).ReadAll());
    }

    [Fact]
    public async Task WhatIsAcknowledgedSurvivesTheLossOfPower()
    {
        using var store = Open(_folder);
        for (var i = 0; i < 50; i++)
        {
            await Write(store, 1, ($"key {i}", $"value {i}"));
            if (i % 10 != 9) continue;
            using var dead = _folder.Copy();
            using var after = Open(dead);
            Assert.Equal(i + 1, after.FlashOf(1).ReadAll().Count());
        }
    }

    [Fact]
    public async Task ChangesAreStoredTogetherOrNotAtAll()
    {
        using var store = Open(_folder);
        var last = 0;
        for (var i = 1; i <= 20; i++)
        {
            var written = Write(store, 1, ("x", $"{i}"), ("y", $"{i}"));
            using (var dead = _folder.Copy())
            using (var after = Open(dead))
            {
                var found = after.FlashOf(1).ReadAll().Select(e => e.Value).ToArray();
                Assert.True(found.Length is 0 or 2 && found.Distinct().Count() <= 1, $"half of a change is there: {string.Join(' ', found)}");
                if (found.Length > 0) last = int.Parse(found[0], System.Globalization.CultureInfo.InvariantCulture);
                Assert.True(last >= i - 1, "an acknowledged change is gone");
            }
            await written;
        }
    }

    [Fact]
    public async Task ChangesThatCameTogetherAreAllAcknowledged()
    {
        using (var store = Open(_folder))
            await Task.WhenAll(Enumerable.Range(0, 2000).Select(i => Write(store, i % 100 + 1, ($"k{i}", "v"))));
        using var again = Open(_folder);
        Assert.Equal(2000, Enumerable.Range(1, 100).Sum(m => again.FlashOf(m).ReadAll().Count()));
    }

    [Fact]
    public void AStateInUseIsRefused()
    {
        using var store = Open(_folder);
        Assert.Contains("in use", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoDatabaseIsRefusedAndStaysAsItIs()
    {
        var junk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("not a database ", 1000)));
        File.WriteAllBytes(Database, junk);
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
        Assert.Equal(junk, File.ReadAllBytes(Database));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task ATruncatedStateIsRefused(double left)
    {
        await Fill();
        using (var file = File.OpenWrite(Database)) file.SetLength((long)(file.Length * left));
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADamagedPageIsFound()
    {
        await Fill();
        var octets = File.ReadAllBytes(Database);
        octets.AsSpan(octets.Length / 2, 4096).Fill(0xA5);
        File.WriteAllBytes(Database, octets);
        Assert.Contains("damaged", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
        Assert.Equal(octets, File.ReadAllBytes(Database));
    }

    [Fact]
    public async Task AnotherVersionIsRefused()
    {
        await Fill();
        Run("PRAGMA user_version=3");
        Assert.Contains("layout version 3", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
        Run("PRAGMA user_version=2");
        using var again = Open(_folder);
    }

    [Fact]
    public void SomebodyElsesDatabaseIsRefused()
    {
        Run("CREATE TABLE theirs (x)");
        Assert.Contains("is not a state of atrun", Assert.Throws<InvalidDataException>(() => Open(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsNamed()
    {
        File.WriteAllText(_folder.File("file"), "");
        Assert.Contains("file", Assert.Throws<IOException>(() => StateStore.Open(_folder.File("file"), Post)).Message, StringComparison.Ordinal);
    }

    private static StateStore Open(Folder folder) => StateStore.Open(folder.Path, Post);

    // The turn that waits is never the thread that writes.
    private static void Post(Action acknowledge) => ThreadPool.QueueUserWorkItem(static a => a(), acknowledge, preferLocal: false);

    private static Task Write(StateStore store, int module, params (string Key, string? Value)[] changes) =>
        store.FlashOf(module).Write(changes.Select(c => new FlashChange(c.Key, c.Value)).ToArray()).AsTask();

    private async Task Fill()
    {
        using var store = Open(_folder);
        await Write(store, 1, [.. Enumerable.Range(0, 2000).Select(i => ($"key {i}", (string?)new string('v', 50)))]);
    }

    private void Run(string sql)
    {
        using var database = new SqliteConnection($"Data Source={Database};Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
