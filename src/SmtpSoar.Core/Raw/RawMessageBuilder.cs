using System.Threading;

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

        return new RawMessage(fields, header, body, headerMeter, bodyMeter);
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
