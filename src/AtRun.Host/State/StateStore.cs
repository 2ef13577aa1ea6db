using System.Collections.Concurrent;
using AtRun.Module.Worlds;
using Microsoft.Data.Sqlite;

namespace AtRun.Host.State;

/// <summary>The state folder of a simulation: one SQLite file that holds the non-volatile memory of all its modules.</summary>
/// <remarks>
/// A change is acknowledged when SQLite has it on the disk (WAL, synchronous=FULL: one fdatasync per commit). One thread
/// writes; what arrives while it is in fdatasync is committed together with the next. Acknowledgements are posted back
/// to the turn they came from. The file is locked for this process: two simulations never share a state.
/// </remarks>
public sealed class StateStore : IDisposable
{
    /// <summary>SQLite's application_id of our files: "ATRn".</summary>
    private const int ApplicationId = 0x4154526E;

    /// <summary>Layout version of the file, in SQLite's user_version.</summary>
    /// <remarks>1: keys and values alone. 2: files, too. A file of version 1 becomes one of version 2 when it is opened.</remarks>
    private const int Version = 2;

    private const string FileTable = "CREATE TABLE file (module INTEGER, name TEXT, content BLOB NOT NULL, PRIMARY KEY (module, name))";

    private readonly SqliteConnection _database;
    private readonly BlockingCollection<PendingWrite> _writes = [];
    private readonly Action<Action> _post;
    private readonly Thread _writer;

    private sealed record PendingWrite(Action<StateCommands> Apply, TaskCompletionSource Stored);

    private StateStore(SqliteConnection database, Action<Action> post)
    {
        (_database, _post) = (database, post);
        _writer = new Thread(WriteLoop) { Name = "state", IsBackground = true };
        _writer.Start();
    }

    /// <summary>Opens or makes the state in a folder.</summary>
    /// <param name="folder">Made if it is missing.</param>
    /// <param name="post">Brings an acknowledgement to the turn that waits for it.</param>
    /// <exception cref="InvalidDataException">The file is damaged, of another version, or in use; the message says which.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    public static StateStore Open(string folder, Action<Action> post)
    {
        var file = Path.Combine(folder, "modules.db");
        SqliteConnection? database = null;
        try
        {
            Directory.CreateDirectory(folder);
            database = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 1 }.ToString());
            database.Open();
            Prepare(database, file);
            return new(database, post);
        }
        catch (SqliteException fault)
        {
            database?.Dispose();
            throw fault.SqliteErrorCode switch
            {
                5 or 6 => new InvalidDataException($"{file} is in use by another process"),
                14 or 8 or 10 => new IOException($"{file} cannot be opened for writing: {fault.Message}"),
                _ => new InvalidDataException($"{file} is damaged ({fault.Message}); move it away to start afresh, nothing was changed"),
            };
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"{folder} cannot be a state folder: {fault.Message}", fault);
        }
        catch (InvalidDataException)
        {
            database?.Dispose();
            throw;
        }
    }

    /// <summary>The memory of one module; <paramref name="module"/> counts from 1.</summary>
    public IFlash FlashOf(int module) => new ModuleFlash(this, module);

    /// <summary>Commits what was asked for and closes the file.</summary>
    public void Dispose()
    {
        _writes.CompleteAdding();
        _writer.Join();
        _database.Dispose();
        _writes.Dispose();
    }

    private static void Prepare(SqliteConnection database, string file)
    {
        Run(database, "PRAGMA locking_mode=EXCLUSIVE");
        var application = Number(database, "PRAGMA application_id");
        var version = Number(database, "PRAGMA user_version");
        var tables = Number(database, "SELECT count(*) FROM sqlite_schema");
        if (tables > 0 && application != ApplicationId) throw new InvalidDataException($"{file} is not a state of atrun; nothing was changed");
        if (tables > 0 && version is < 1 or > Version) throw new InvalidDataException($"{file} has layout version {version}; this program reads versions 1 to {Version}; nothing was changed");
        Run(database, "PRAGMA journal_mode=WAL");
        Run(database, "PRAGMA synchronous=FULL");
        if (tables == 0)
            Run(database, $"BEGIN; CREATE TABLE flash (module INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (module, key)) WITHOUT ROWID; {FileTable}; PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}; COMMIT");
        using var check = database.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if ((string?)check.ExecuteScalar() is var verdict && verdict != "ok")
            throw new InvalidDataException($"{file} is damaged ({verdict}); move it away to start afresh, nothing was changed");
        if (tables > 0 && version == 1) Run(database, $"BEGIN; {FileTable}; PRAGMA user_version={Version}; COMMIT");
        // The lock of EXCLUSIVE mode is taken with the first write: take it now, so that a second process hears of it at its start.
        Run(database, "BEGIN IMMEDIATE; COMMIT");
    }

    private static void Run(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection database, string sql)
    {
        using var command = database.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private void WriteLoop()
    {
        using var commands = new StateCommands(_database);
        var batch = new List<PendingWrite>();
        foreach (var first in _writes.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (_writes.TryTake(out var next)) batch.Add(next);
            Exception? fault = null;
            try
            {
                lock (_database)
                {
                    using var transaction = _database.BeginTransaction();
                    commands.Transaction = transaction;
                    foreach (var write in batch) write.Apply(commands);
                    transaction.Commit();
                }
            }
            catch (SqliteException failed)
            {
                fault = new IOException($"the state could not be stored: {failed.Message}", failed);
            }
            var done = batch.ToArray();
            batch.Clear();
            _post(() =>
            {
                foreach (var write in done)
                    if (fault is null) write.Stored.TrySetResult();
                    else write.Stored.TrySetException(fault);
            });
        }
    }

    private ValueTask Add(Action<StateCommands> apply)
    {
        var write = new PendingWrite(apply, new());
        _writes.Add(write);
        return new(write.Stored.Task);
    }

    private sealed class ModuleFlash(StateStore store, int module) : IFlash
    {
        public IEnumerable<KeyValuePair<string, string>> ReadAll()
        {
            // A connection serves one thread at a time: while the writer has it, reading waits on the same lock.
            var all = new List<KeyValuePair<string, string>>();
            lock (store._database)
            {
                using var select = Select("SELECT key, value FROM flash WHERE module = $module ORDER BY key");
                using var rows = select.ExecuteReader();
                while (rows.Read()) all.Add(new(rows.GetString(0), rows.GetString(1)));
            }
            return all;
        }

        public ValueTask Write(ReadOnlyMemory<FlashChange> changes) => store.Add(c => c.Change(module, changes.Span));

        // SQLite knows the length of a value without reading it.
        public IReadOnlyList<FlashFile> Files()
        {
            var all = new List<FlashFile>();
            lock (store._database)
            {
                using var select = Select("SELECT name, length(content) FROM file WHERE module = $module ORDER BY name");
                using var rows = select.ExecuteReader();
                while (rows.Read()) all.Add(new(rows.GetString(0), rows.GetInt32(1)));
            }
            return all;
        }

        /// <remarks>Read at once, on the turn of the caller: of the largest file, 2 MB, some milliseconds, and a commit of the writer before it.</remarks>
        public ValueTask<ReadOnlyMemory<byte>?> ReadFile(string name)
        {
            lock (store._database)
            {
                using var select = Select("SELECT content FROM file WHERE module = $module AND name = $name");
                select.Parameters.AddWithValue("$name", name);
                using var rows = select.ExecuteReader();
                return new(rows.Read() ? rows.GetFieldValue<byte[]>(0) : (ReadOnlyMemory<byte>?)null);
            }
        }

        public ValueTask WriteFile(string name, ReadOnlyMemory<byte> content) => store.Add(c => c.PutFile(module, name, content));

        public ValueTask DeleteFile(string name) => store.Add(c => c.RemoveFile(module, name));

        public ValueTask RenameFile(string name, string newName) => store.Add(c => c.RenameFile(module, name, newName));

        private SqliteCommand Select(string sql)
        {
            var select = store._database.CreateCommand();
            select.CommandText = sql;
            select.Parameters.AddWithValue("$module", module);
            return select;
        }
    }
}
