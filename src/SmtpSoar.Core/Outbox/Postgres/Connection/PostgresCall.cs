using Npgsql;

namespace SmtpSoar.Core.Outbox.Postgres.Connection;

/// <summary>A statement with its values.</summary>
/// <param name="Name">The statement's name in the file of the dialect.</param>
/// <param name="Values">The values of $1, $2 and so on.</param>
internal sealed record PostgresCall(string Name, params object?[] Values)
{
    internal NpgsqlBatchCommand ToCommand(PostgresStatements statements)
    {
        var command = new NpgsqlBatchCommand(statements[Name]);
        foreach (var value in Values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? System.DBNull.Value });
        return command;
    }
}
