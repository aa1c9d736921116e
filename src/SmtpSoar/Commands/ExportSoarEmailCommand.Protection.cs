using System.Management.Automation;
using System.Security;
using SmtpSoar.Binding.Attributes;

namespace SmtpSoar.Commands;

/// <content>The parameters that sign and encrypt, as in the commands that send.</content>
public sealed partial class ExportSoarEmailCommand
{
    /// <summary>Signs the mail. Default: where there is a certificate to sign it with. -Sign:$false sends it without.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Flag]
    public SwitchParameter Sign { get; set; }

    /// <summary>
    /// The certificate that signs the mail: a .pfx or .pem file, a certificate, or the thumbprint of one in the system's store. Default:
    /// the asset's.
    /// </summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public object? SigningCertificate { get; set; }

    /// <summary>The password of the private key in the file of -SigningCertificate.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [SecureStringOnly]
    public SecureString? SigningPassword { get; set; }

    /// <summary>
    /// How the signature goes with the content: Detached, which all programs show, or Opaque, which outlasts gateways that rewrite content.
    /// </summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public SignatureFormat SignatureFormat { get; set; }

    /// <summary>The hash that is signed.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public SignatureHash SignatureHash { get; set; }

    /// <summary>How an RSA key signs: Pkcs1, which all programs read, or Pss.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public SignaturePadding SignaturePadding { get; set; }

    /// <summary>Encrypts the mail for each recipient and the sender. The subject and the addresses stay readable.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [Flag]
    public SwitchParameter Encrypt { get; set; }

    /// <summary>
    /// Certificates of recipients: certificates, files, or folders of files. Each is found by the address in it. Default: those of the
    /// asset's RecipientCertificatePath, then those of the system's address book.
    /// </summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public object[]? RecipientCertificate { get; set; }

    /// <summary>How the content's key is encrypted for an RSA key: Pkcs1, which all programs read, or Oaep.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public EncryptionPadding EncryptionPadding { get; set; }

    /// <summary>
    /// Signs with a certificate for another address than the sender's, and encrypts for one that is for another recipient.
    /// </summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    public SwitchParameter AllowCertificateMismatch { get; set; }

    /// <summary>The OpenPGP key that signs: a file, or the fingerprint or address of a key of gpg. Default: the asset's.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public object? PgpKey { get; set; }

    /// <summary>The passphrase of the key of -PgpKey.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [SecureStringOnly]
    public SecureString? PgpPassphrase { get; set; }

    /// <summary>OpenPGP keys of recipients: files, folders of files, or fingerprints and addresses of keys of gpg.</summary>
    [Parameter(ParameterSetName = TextSet)]
    [Parameter(ParameterSetName = HtmlSet)]
    [Parameter(ParameterSetName = RowSet)]
    [Parameter(ParameterSetName = TemplateSet)]
    [ValidateNotNullOrEmpty]
    public object[]? PgpRecipientKey { get; set; }
}
