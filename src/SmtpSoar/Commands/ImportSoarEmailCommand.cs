using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using SmtpSoar.Binding;
using SmtpSoar.Core.Reading;
using SmtpSoar.Core.Vault;
using SmtpSoar.Pipeline;

namespace SmtpSoar.Commands;

/// <summary>Reads mails: what arrived, or what would go out.</summary>
[Cmdlet(VerbsData.Import, "SoarEmail", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SoarEmail))]
public sealed class ImportSoarEmailCommand : CoreCommand
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string TextSet = "RawEmail";
    private const string VaultFileSet = "VaultFile";

    private object? _import;

    /// <summary>Files that each hold a mail. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Files that each hold a mail, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>A mail as text, with all its header fields.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TextSet)]
    [Alias("raw_email")]
    [AllowEmptyString]
    public string? RawEmail { get; set; }

    /// <summary>Files of the vault that each hold a mail.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = VaultFileSet)]
    [ValidateNotNullOrEmpty]
    public VaultFile[]? VaultFile { get; set; }

    /// <summary>Verifies signatures: S/MIME, OpenPGP and DKIM.</summary>
    [Parameter]
    public SwitchParameter Verify { get; set; }

    /// <summary>
    /// Certificates that are trusted beside the system's, or files with them, or files with public keys of OpenPGP. Wildcards are allowed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? VerifyWith { get; set; }

    /// <summary>Certificates with private keys, or files with them, or files with secret keys of OpenPGP. Wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public object[]? DecryptWith { get; set; }

    /// <summary>The password of these files.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? DecryptPassword { get; set; }

    /// <summary>The DNS server that is asked for the keys of DKIM, such as 192.0.2.53:53. Default: those of this machine.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DnsServer { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (VerifyWith is null && DecryptWith is null && DnsServer is null)
            return;
        try
        {
            Run(stop => Import.OpenKeys(stop));
        }
        catch (SmtpSoarException failure)
        {
            ThrowFailure(failure, null);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in FindFiles(Path, LiteralPath))
            Read(file, (import, stop) => import.FromFile(file, stop));
        foreach (var stored in VaultFile ?? [])
            Read(stored, (import, stop) => FromVault(import, stored, stop));
        if (RawEmail is not null)
            Read(null, (import, stop) => import.FromText(RawEmail, stop));
    }

    // The command's members are looked at without the core.
    private MailImport Import => (MailImport)(_import ??= new MailImport(Options()));

    private MailImportOptions Options()
    {
        var verify = KeyArgument.Of(VerifyWith, Paths);
        var decrypt = KeyArgument.Of(DecryptWith, Paths);
        return new MailImportOptions
        {
            Verify = Verify || VerifyWith is not null,
            VerifyCertificates = verify.Certificates,
            VerifyFiles = verify.Files,
            DecryptCertificates = decrypt.Certificates,
            DecryptFiles = decrypt.Files,
            DecryptPassword = DecryptPassword,
            DnsServer = DnsServer,
        };
    }

    private static SoarEmail FromVault(MailImport import, VaultFile stored, CancellationToken stop)
    {
        new VaultStore(VaultStore.DefaultFolder()).Verify(stored, stop);
        return import.FromFile(stored.Path, stop);
    }

    private void Read(object? target, Func<MailImport, CancellationToken, SoarEmail> read)
    {
        if (!TryMake(() => Run(stop => read(Import, stop)), target, out var email))
            return;
        WriteObject(email);
    }
}
