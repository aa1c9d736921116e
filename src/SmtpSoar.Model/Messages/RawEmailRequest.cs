using System.Collections.Generic;

namespace SmtpSoar;

/// <summary>SOAR's action "send rawemail": a finished message. Either <see cref="Text"/> or <see cref="Path"/> is set.</summary>
public sealed class RawEmailRequest : MailRequest
{
    /// <inheritdoc/>
    public override string Action => "send rawemail";

    /// <summary>The message as text.</summary>
    public string? Text { get; set; }

    /// <summary>The full path of a file that holds the message.</summary>
    public string? Path { get; set; }

    /// <summary>The vault file that <see cref="Path"/> belongs to, where it is one: its content is checked before it is sent.</summary>
    public VaultFile? VaultFile { get; set; }

    /// <summary>The mail of Import-SoarEmail that is sent again, in place of <see cref="Text"/> and <see cref="Path"/>.</summary>
    internal IMailContent? Content { get; set; }

    /// <summary>Whether the asset's DKIM signature is added: the one field that is.</summary>
    public bool Dkim { get; set; }

    /// <summary>The envelope's sender. Default: the From field.</summary>
    public string? EnvelopeFrom { get; set; }

    /// <summary>The envelope's recipients. Default: the To, Cc and Bcc fields.</summary>
    public IList<string> EnvelopeTo { get; set; } = [];
}
