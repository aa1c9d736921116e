using System;
using System.Linq;
using SmtpSoar.TestServer;
using SmtpSoar.Tests.Engine;

namespace SmtpSoar.Tests.Vectors;

/// <summary>Sends a vector by SMTP, and holds what came of it.</summary>
public sealed class VectorRun : IDisposable
{
    private readonly SmtpTestServer _server;
    private readonly VectorCall _call;

    public VectorRun(ConnectorVector vector, CmdletEngine engine)
    {
        _server = SmtpTestServer.Start(VectorServer.OptionsFor(vector.Server));
        _call = new VectorCall(vector, engine, VectorCall.Values(vector.Asset, _server.Port));
    }

    /// <summary>What the command wrote.</summary>
    public CommandRun Command => _call.Command;

    /// <summary>The message that arrived.</summary>
    public ReceivedMessage Received => _server.Messages.Single();

    public int Connections => _server.Connections.Count;

    public void Dispose()
    {
        _server.Dispose();
        _call.Dispose();
    }
}
