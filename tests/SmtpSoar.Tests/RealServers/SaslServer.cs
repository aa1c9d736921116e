using System.Collections.Generic;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Dovecot, which checks passwords and tokens for Postfix.</summary>
public sealed record SaslServer(string Version, IReadOnlyList<string> Mechanisms, string LogFile)
{
    public SaslLog Log => new(LogFile);
}
