using System;
using System.Collections.Generic;
using System.Threading;
using SmtpSoar.Core.Text;

namespace SmtpSoar.Core.Raw;

/// <summary>Measures header and body and makes the message of them.</summary>
internal static class RawMessageBuilder
{
    public static RawMessage Build(HeaderBlock fields, RawBody body, string source, CancellationToken cancellationToken)
    {
        var header = fields.ToWireBytes();
        var headerMeter = new WireMeter();
        headerMeter.Add(header);
        var bodyMeter = Measure(body, cancellationToken);
        if (bodyMeter.HasNul)
            throw Errors.RawNulFound.With(source, "body");

        var longest = Math.Max(headerMeter.LongestLine, bodyMeter.LongestLine);
        return new RawMessage(fields, header, body, headerMeter, bodyMeter) { Warnings = Warnings(source, fields.MailboxLine, longest) };
    }

    private static List<string> Warnings(string source, string? mailboxLine, long longest)
    {
        var warnings = new List<string>();
        if (mailboxLine is not null)
            warnings.Add(Messages.MailboxLineLeftOut(source, mailboxLine));
        if (longest > LineLimits.MaxLine)
            warnings.Add(Messages.RawLineTooLong(source, longest, LineLimits.MaxLine));
        return warnings;
    }

    /// <summary>Reads a body once and measures it as it goes out.</summary>
    public static WireMeter Measure(RawBody body, CancellationToken cancellationToken)
    {
        var meter = new WireMeter();
        using var reader = new RawBodyReader(body, cancellationToken);
        while (reader.Read())
            meter.Add(reader.Current);

        return meter;
    }
}
