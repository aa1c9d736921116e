# Sends what comes into an outbox, until it is told to end: SIGTERM, Ctrl+C, the end of a service.
# MAIL_ASSET: a file with the mail server's settings as JSON, or the name of a registered asset.
# MAIL_OUTBOX: the outbox. MAIL_HEALTH: a file that says how the worker is.
$ErrorActionPreference = 'Stop'
Import-Module SmtpSoar

$asset = $env:MAIL_ASSET
if (Test-Path -LiteralPath $asset -PathType Leaf) {
    $asset = Import-SmtpAsset -LiteralPath $asset
}
$watch = @{
    Path          = $env:MAIL_OUTBOX
    Asset         = $asset
    Quiet         = $true
    Retention     = 30
    ErrorAction   = 'Continue'
    WarningAction = 'Continue'
}
if ($env:MAIL_HEALTH) {
    $watch.HealthFile = $env:MAIL_HEALTH
}
Send-SoarOutbox -Watch @watch
