@{
    RootModule             = "bin/$PSEdition/SmtpSoar.dll" # an 'if' takes several milliseconds of each import
    ModuleVersion          = '0.0.0' # of Directory.Build.props, by the build
    GUID                   = '6d1d3c5e-0f0c-4a65-9f9a-6b7a2f0c9e41'
    Author                 = 'The SmtpSoar authors'
    CompanyName            = 'Community'
    Copyright              = '(c) 2026 The SmtpSoar authors. MIT License.'
    Description            = 'Sends mail the way the Splunk SOAR SMTP connector does: test connectivity, send email, send rawemail, send htmlemail. On MailKit, with strict TLS, vault attachments and results that tell the truth.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Core', 'Desktop')
    CmdletsToExport        = @(
        'Add-SoarVaultFile'
        'Connect-SmtpAsset'
        'Connect-SmtpSession'
        'ConvertTo-SoarHtml'
        'Disconnect-SmtpAsset'
        'Disconnect-SmtpSession'
        'Export-SoarEmail'
        'Get-SmtpAsset'
        'Get-SoarOutbox'
        'Get-SoarVaultFile'
        'Import-SmtpAsset'
        'Import-SoarEmail'
        'Initialize-SoarOutbox'
        'Measure-SoarOutbox'
        'Move-SoarOutbox'
        'New-SmtpAsset'
        'Register-SmtpAsset'
        'Remove-SoarOutbox'
        'Remove-SoarVaultFile'
        'Send-SoarEmail'
        'Send-SoarHtmlEmail'
        'Send-SoarOutbox'
        'Send-SoarRawEmail'
        'Set-SmtpAsset'
        'Test-SmtpAsset'
        'Unregister-SmtpAsset'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    FormatsToProcess       = @('SmtpSoar.Format.ps1xml')
    PrivateData            = @{
        PSData = @{
            Tags         = @('SMTP', 'Email', 'Mail', 'SOAR', 'Splunk', 'Phantom', 'MailKit', 'Security', 'Notification', 'PSEdition_Core', 'PSEdition_Desktop', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
