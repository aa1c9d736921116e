using System;
using System.IO;
using Org.BouncyCastle.Bcpg;

namespace SmtpSoar.Core.OpenPgp;

/// <summary>Writes armor (RFC 9580, section 6.2) with the line ends of mail, and without a line that tells which library made it.</summary>
internal sealed class PgpArmor : IDisposable
{
    private readonly MailLineEnds _lines;
    private readonly ArmoredOutputStream _armor;

    public PgpArmor(Stream output)
    {
        _lines = new MailLineEnds(output);
        _armor = ArmoredOutputStream.Build().ClearHeaders().Build(_lines);
    }

    /// <summary>The stream that takes packets.</summary>
    public Stream Content => _armor;

    /// <summary>Ends the armor. The output stays open.</summary>
    public void Dispose()
    {
        _armor.Dispose();
        _lines.Flush();
    }
}
