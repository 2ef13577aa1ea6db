using System.Runtime.InteropServices;
using AtRun.Module.Worlds;
using Microsoft.Data.Sqlite;

namespace AtRun.Host.State;

/// <summary>What the writer of a <see cref="StateStore"/> changes, inside the transaction that it has open.</summary>
internal sealed class StateCommands : IDisposable
{
    private readonly SqliteCommand _put, _remove, _putFile, _removeFile, _renameFile;

    public StateCommands(SqliteConnection database)
    {
        _put = Make(database, "INSERT INTO flash VALUES ($module, $key, $value) ON CONFLICT DO UPDATE SET value = excluded.value", ("$key", SqliteType.Text), ("$value", SqliteType.Text));
        _remove = Make(database, "DELETE FROM flash WHERE module = $module AND key = $key", ("$key", SqliteType.Text));
        _putFile = Make(database, "INSERT INTO file VALUES ($module, $name, $content) ON CONFLICT DO UPDATE SET content = excluded.content", ("$name", SqliteType.Text), ("$content", SqliteType.Blob));
        _removeFile = Make(database, "DELETE FROM file WHERE module = $module AND name = $name", ("$name", SqliteType.Text));
        _renameFile = Make(database, "UPDATE OR REPLACE file SET name = $newName WHERE module = $module AND name = $name", ("$name", SqliteType.Text), ("$newName", SqliteType.Text));
    }

    /// <summary>The one that the changes belong to.</summary>
    public SqliteTransaction Transaction
    {
        set => _put.Transaction = _remove.Transaction = _putFile.Transaction = _removeFile.Transaction = _renameFile.Transaction = value;
    }

    public void Change(int module, ReadOnlySpan<FlashChange> changes)
    {
        foreach (var (key, value) in changes)
        {
            if (value is null) Run(_remove, module, key);
            else Run(_put, module, key, value);
        }
    }

    public void PutFile(int module, string name, ReadOnlyMemory<byte> content) => Run(_putFile, module, name,
        MemoryMarshal.TryGetArray(content, out var all) && all.Array!.Length == content.Length ? all.Array : content.ToArray());

    public void RemoveFile(int module, string name) => Run(_removeFile, module, name);

    public void RenameFile(int module, string name, string newName) => Run(_renameFile, module, name, newName);

    public void Dispose()
    {
        foreach (var command in new[] { _put, _remove, _putFile, _removeFile, _renameFile }) command.Dispose();
    }

    private static SqliteCommand Make(SqliteConnection database, string sql, params ReadOnlySpan<(string Name, SqliteType Type)> parameters)
    {
        var command = database.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add("$module", SqliteType.Integer);
        foreach (var (name, type) in parameters) command.Parameters.Add(name, type);
        return command;
    }

    private static void Run(SqliteCommand command, int module, params ReadOnlySpan<object> values)
    {
        command.Parameters[0].Value = module;
        for (var i = 0; i < values.Length; i++) command.Parameters[i + 1].Value = values[i];
        command.ExecuteNonQuery();
        // A large file is not kept until the next one.
        if (values.Length > 0) command.Parameters[^1].Value = DBNull.Value;
    }
}
