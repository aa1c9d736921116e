using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using SmtpSoar.Core.Outbox.Moving;
using SmtpSoar.Core.Outbox.Sealing;
using SmtpSoar.Core.Transport;

namespace SmtpSoar.Core.Outbox.FileSystem;

/// <summary>A record as it lies on the disk.</summary>
internal static class OutboxRecordJson
{
    private const int Version = 2;

    // Has what earlier versions must not pass over: how the content is encrypted, between which outboxes the message moves.
    private const int LaterVersion = 3;

    // Without a digest.
    private const int FirstVersion = 1;

    internal static void Write(Stream stream, OutboxRecord record)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true }))
            Write(json, record);
        var whole = RecordDigest.AddTo(content.ToArray());
        stream.Write(whole, 0, whole.Length);
    }

    private static void Write(Utf8JsonWriter json, OutboxRecord record)
    {
        json.WriteStartObject();
        json.WriteNumber("version", record.Seal is null && record.Move is null ? Version : LaterVersion);
        json.WriteString("id", record.Id);
        json.WriteString("state", record.State.ToString());
        WriteTime(json, "accepted", record.Accepted);
        WriteTime(json, "since", record.Since);
        json.WriteNumber("attempts", record.Attempts);
        json.WriteNumber("rounds", record.Rounds);
        WriteTime(json, "next_try", record.NextTry);
        WriteTime(json, "finished", record.Finished);
        json.WriteString("error_id", record.ErrorId);
        json.WriteString("last_error", record.LastError);
        json.WriteString("server_response", record.ServerResponse);
        json.WriteBoolean("resent", record.Resent);
        WriteMessage(json, record);
        WriteSeal(json, record.Seal);
        WriteMove(json, record.Move);
        WriteDraft(json, record.Draft);
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
            var isSealed = RecordDigest.Fits(content);
            if (!isSealed && (version is Version or LaterVersion || json.RootElement.TryGetProperty(RecordDigest.Member, out _)))
                throw new FormatException("The digest is that of something else.");
            return (isSealed ? version is Version or LaterVersion : version == FirstVersion)
                ? Read(json.RootElement)
                : throw Errors.OutboxEntryNewer.With(folder, version);
        }
        catch (Exception exception) when (
            exception is JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException)
        {
            throw Errors.OutboxEntryDamaged.Because(exception, folder, $"its {OutboxLayout.EnvelopeFile} is not the one that was written");
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

    private static void WriteSeal(Utf8JsonWriter json, OutboxSeal? seal)
    {
        if (seal is null)
            return;
        json.WriteStartObject("encrypted");
        json.WriteString("key", seal.KeyId);
        json.WriteNumber("size", seal.Size);
        json.WriteString("sha256", seal.Sha256);
        json.WriteEndObject();
    }

    private static void WriteMove(Utf8JsonWriter json, OutboxMove? move)
    {
        if (move is null)
            return;
        json.WriteStartObject("move");
        json.WriteString("state", move.State.ToString());
        json.WriteString("other", move.Other);
        json.WriteString("stage", move.Stage.ToString());
        json.WriteEndObject();
    }

    // An earlier version passes over it, and a draft of which nothing is on record is looked for by the Message-ID.
    private static void WriteDraft(Utf8JsonWriter json, MailboxDraft? draft)
    {
        if (draft is null)
            return;
        json.WriteStartObject("draft");
        json.WriteString("mailbox", draft.Mailbox);
        json.WriteString("id", draft.Id);
        json.WriteBoolean("marked", draft.IsMarked);
        json.WriteEndObject();
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
        Rounds = (json.TryGetProperty("rounds", out var rounds) ? rounds : json.GetProperty("attempts")).GetInt32(),
        NextTry = Time(json, "next_try"),
        Finished = json.TryGetProperty("finished", out _) ? Time(json, "finished") : null,
        ErrorId = Text(json, "error_id"),
        LastError = Shown(json, "last_error"),
        ServerResponse = Shown(json, "server_response"),
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
        Seal = json.TryGetProperty("encrypted", out var seal) ? Seal(seal) : null,
        Move = json.TryGetProperty("move", out var move) ? Move(move) : null,
        Draft = json.TryGetProperty("draft", out var draft) ? Draft(draft) : null,
        Recipients = ReadRecipients(json),
    };

    private static OutboxSeal Seal(JsonElement json) =>
        new(Needed(json, "key"), json.GetProperty("size").GetInt64(), Needed(json, "sha256"));

    private static OutboxMove Move(JsonElement json) =>
        new(Choice<OutboxState>(json, "state"), Needed(json, "other"), Choice<OutboxMoveStage>(json, "stage"));

    private static MailboxDraft Draft(JsonElement json) => new(Needed(json, "mailbox"), Text(json, "id"))
    {
        IsMarked = json.GetProperty("marked").GetBoolean(),
    };

    private static List<RecipientResult> ReadRecipients(JsonElement json)
    {
        var recipients = json.GetProperty("recipients").EnumerateArray().Select(Recipient).ToList();
        return recipients.Count > 0 ? recipients : throw new FormatException("No recipients.");
    }

    private static RecipientResult Recipient(JsonElement json) => new()
    {
        Address = Needed(json, "address"),
        Kind = Choice<RecipientKind>(json, "kind"),
        Accepted = json.TryGetProperty("accepted", out var accepted) ? accepted.GetBoolean() : null,
        OutcomeUnknown = json.TryGetProperty("outcome_unknown", out var unknown) && unknown.GetBoolean(),
        StatusCode = json.TryGetProperty("code", out var code) ? code.GetInt32() : null,
        EnhancedStatusCode = Text(json, "enhanced_code"),
        Text = Shown(json, "text"),
    };

    private static string? Text(JsonElement json, string property) => json.GetProperty(property).GetString();

    // Earlier versions kept what servers said as it was.
    private static string? Shown(JsonElement json, string property) => Text(json, property) is { } text ? ShownText.Line(text) : null;

    private static string Needed(JsonElement json, string property) =>
        Text(json, property) ?? throw new FormatException(property + " is null.");

    private static T Choice<T>(JsonElement json, string property)
        where T : struct =>
        Needed(json, property) is { Length: > 0 } text && char.IsLetter(text[0]) && Enum.TryParse<T>(text, out var value)
            ? value
            : throw new FormatException(property + " is unknown.");

    private static DateTimeOffset? Time(JsonElement json, string property) =>
        Text(json, property) is { } text ? DateTimeOffset.ParseExact(text, "O", CultureInfo.InvariantCulture) : null;
}
