using System;
using Npgsql;
using SmtpSoar.Tests.RealServers;

namespace SmtpSoar.Tests.Outbox.Postgres;

/// <summary>A user of a database with one of the outbox's roles.</summary>
internal sealed class TestUser : IDisposable
{
    private const string Password = "user-pass";

    private readonly TestDatabase _database;

    public TestUser(TestDatabase database, string role)
    {
        _database = database;
        database.Execute($"create role {Name} login password '{Password}'; grant {role} to {Name}");
    }

    public string Name { get; } = "u" + Guid.NewGuid().ToString("N");

    public string Address => _database.AddressOf($"{Name}:{Password}");

    /// <summary>Runs SQL as this user.</summary>
    public void Execute(string sql)
    {
        using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={MailServers.Current.Postgres.Port};Username={Name};Password={Password};Database={_database.Name};Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    public void Dispose() => _database.Execute($"drop role {Name}");
}
