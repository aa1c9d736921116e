using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace SmtpSoar.Core.Outbox;

/// <summary>A record as it lies on the disk.</summary>
internal static class OutboxRecordJson
{
    private const int Version = 1;

    internal static void Write(Stream stream, OutboxRecord record)
    {
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("id", record.Id);
        json.WriteString("state", record.State.ToString());
        WriteTime(json, "accepted", record.Accepted);
        WriteTime(json, "since", record.Since);
        json.WriteNumber("attempts", record.Attempts);
        WriteTime(json, "next_try", record.NextTry);
        json.WriteString("error_id", record.ErrorId);
        json.WriteString("last_error", record.LastError);
        json.WriteString("server_response", record.ServerResponse);
        json.WriteBoolean("resent", record.Resent);
        WriteMessage(json, record);
        WriteRecipients(json, record.Recipients);
        json.WriteEndObject();
    }

    /// <summary>The record in these bytes, or the error that names the folder.</summary>
    internal static OutboxRecord Read(string folder, byte[] content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            var version = json.RootElement.GetProperty("version").GetInt32();
            return version == Version ? Read(json.RootElement) : throw Errors.OutboxEntryNewer.With(folder, version);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw Errors.OutboxEntryDamaged.Because(exception, folder, $"its {OutboxLayout.EnvelopeFile} is not the JSON that was written");
        }
    }

    private static void WriteMessage(Utf8JsonWriter json, OutboxRecord record)
    {
        json.WriteString("action", record.Action);
        json.WriteString("message_id", record.MessageId);
        json.WriteString("subject", record.Subject);
        json.WriteString("sender", record.Sender);
        json.WriteString("notification", record.DeliveryNotification.ToString());
        json.WriteString("international_address", record.InternationalAddress);
        json.WriteBoolean("eight_bit_header", record.HasEightBitHeader);
        json.WriteBoolean("eight_bit_body", record.HasEightBitBody);
        json.WriteNumber("size", record.Size);
        json.WriteNumber("header_size", record.HeaderSize);
        json.WriteString("sha256", record.Sha256);
    }

    private static void WriteRecipients(Utf8JsonWriter json, IReadOnlyList<RecipientResult> recipients)
    {
        json.WriteStartArray("recipients");
        foreach (var recipient in recipients)
        {
            json.WriteStartObject();
            json.WriteString("address", recipient.Address);
            json.WriteString("kind", recipient.Kind.ToString());
            if (recipient.Accepted is { } accepted)
                json.WriteBoolean("accepted", accepted);
            if (recipient.OutcomeUnknown)
                json.WriteBoolean("outcome_unknown", true);
            if (recipient.StatusCode is { } code)
                json.WriteNumber("code", code);
            json.WriteString("enhanced_code", recipient.EnhancedStatusCode);
            json.WriteString("text", recipient.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string property, DateTimeOffset? time) =>
        json.WriteString(property, time?.ToString("O", CultureInfo.InvariantCulture));

    private static OutboxRecord Read(JsonElement json) => new()
    {
        Id = Needed(json, "id"),
        State = Choice<OutboxState>(json, "state"),
        Accepted = Time(json, "accepted") ?? throw new FormatException("No time."),
        Since = Time(json, "since") ?? throw new FormatException("No time."),
        Attempts = json.GetProperty("attempts").GetInt32(),
        NextTry = Time(json, "next_try"),
        ErrorId = Text(json, "error_id"),
        LastError = Text(json, "last_error"),
        ServerResponse = Text(json, "server_response"),
        Resent = json.GetProperty("resent").GetBoolean(),
        Action = Needed(json, "action"),
        MessageId = Text(json, "message_id"),
        Subject = Text(json, "subject"),
        Sender = Needed(json, "sender"),
        DeliveryNotification = Choice<DeliveryNotification>(json, "notification"),
        InternationalAddress = Text(json, "international_address"),
        HasEightBitHeader = json.GetProperty("eight_bit_header").GetBoolean(),
        HasEightBitBody = json.GetProperty("eight_bit_body").GetBoolean(),
        Size = json.GetProperty("size").GetInt64(),
        HeaderSize = json.GetProperty("header_size").GetInt32(),
        Sha256 = Needed(json, "sha256"),
        Recipients = json.GetProperty("recipients").EnumerateArray().Select(Recipient).ToList(),
    };

    private static RecipientResult Recipient(JsonElement json) => new()
    {
        Address = Needed(json, "address"),
        Kind = Choice<RecipientKind>(json, "kind"),
        Accepted = json.TryGetProperty("accepted", out var accepted) ? accepted.GetBoolean() : null,
        OutcomeUnknown = json.TryGetProperty("outcome_unknown", out var unknown) && unknown.GetBoolean(),
        StatusCode = json.TryGetProperty("code", out var code) ? code.GetInt32() : null,
        EnhancedStatusCode = Text(json, "enhanced_code"),
        Text = Text(json, "text"),
    };

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();

    private static string Needed(JsonElement json, string property) => Text(json, property) ?? throw new FormatException(property + " is null.");

    private static T Choice<T>(JsonElement json, string property)
        where T : struct =>
        Enum.TryParse<T>(Needed(json, property), out var value) ? value : throw new FormatException(property + " is unknown.");

    private static DateTimeOffset? Time(JsonElement json, string property) =>
        Text(json, property) is { } text ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;
}
