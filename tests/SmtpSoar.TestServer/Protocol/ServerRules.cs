using System;

namespace SmtpSoar.TestServer;

/// <summary>What the options say, made ready once for all connections.</summary>
internal sealed class ServerRules(ServerOptions options)
{
    private readonly Lazy<ServerTls> _tls = new(() => new ServerTls(options));

    public ServerOptions Options => options;

    public Offer Offer { get; } = new(options);

    public ScriptRunner Script { get; } = new(options.Script);

    public ServerTls Tls => _tls.Value;
}
