namespace SmtpSoar.Tests.RealServers;

/// <summary>What a test needs of the test CA.</summary>
public sealed record TlsFiles(string CaFile, string ClientPfx, string ClientPfxPassword, string CrlUrl);
