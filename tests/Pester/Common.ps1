# What the tests have in common. Dot-source it in BeforeAll: . "$PSScriptRoot/Common.ps1"

. "$PSScriptRoot/Shell.ps1"

$manifest = (Resolve-Path "$PSScriptRoot/../../output/SmtpSoar/SmtpSoar.psd1").ProviderPath
Import-Module $manifest

# A folder of the test's own that takes mails, and what sends there.
function New-Lab {
    $pickup = (New-Item "$TestDrive/$([Guid]::NewGuid())" -ItemType Directory).FullName
    [pscustomobject]@{ Pickup = $pickup; Asset = New-SmtpAsset -PickupDirectory $pickup -SenderAddress soar@example.org }
}

# The mails in it, in the order in which they came.
function Get-Mail($Lab) {
    Get-ChildItem $Lab.Pickup -Filter *.eml | Sort-Object Name | ForEach-Object { [IO.File]::ReadAllText($_.FullName) }
}

# The id of an error, without the command's name.
function Get-Id($ErrorRecord) { $ErrorRecord.FullyQualifiedErrorId.Split(',')[0] }

# What the module keeps for this user is kept in the test's folder meanwhile.
function Set-DataFolder {
    $script:kept = $env:SMTPSOAR_DATA, $env:SMTPSOAR_VAULT
    $root = (New-Item "$TestDrive/$([Guid]::NewGuid())" -ItemType Directory).FullName
    $env:SMTPSOAR_DATA = Join-Path $root data
    $env:SMTPSOAR_VAULT = Join-Path $root vault
}

function Restore-DataFolder { $env:SMTPSOAR_DATA, $env:SMTPSOAR_VAULT = $script:kept }

# A mail server on the loopback address.
function Start-Server {
    if (-not ('TinySmtpServer' -as [type])) { Add-Type -TypeDefinition (Get-Content "$PSScriptRoot/TinySmtpServer.cs" -Raw) }
    New-Object TinySmtpServer
}

function Get-Settings($Server) {
    @{ server = '127.0.0.1'; port = $Server.Port; ssl_config = 'None'; sender_address = 'soar@example.org'; RetryCount = 0 }
}
