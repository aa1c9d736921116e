using System.Collections.Generic;

namespace SmtpSoar.Tests.RealServers;

/// <summary>Dovecot, which checks passwords for Postfix.</summary>
public sealed record SaslServer(string Version, IReadOnlyList<string> Mechanisms);
