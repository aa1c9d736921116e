using System.Collections.Generic;

namespace SmtpSoar.Tests.RealServers;

/// <summary>
/// One kind of server: port by service, and where its mail lands. <see cref="CatchAll"/> is the Maildir of every
/// address that has none of its own.
/// </summary>
public sealed record MailServer(
    string Version,
    IReadOnlyDictionary<string, int> Ports,
    string CatchAll,
    IReadOnlyDictionary<string, string> Maildirs)
{
    /// <summary>The Maildir where mail for this address lands.</summary>
    public Maildir MailOf(string address) => new(Maildirs.TryGetValue(address, out var own) ? own : CatchAll);
}
