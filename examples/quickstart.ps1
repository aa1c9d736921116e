<#
.SYNOPSIS
    The four actions of SOAR's SMTP connector: test connectivity, send email, send htmlemail, send rawemail.
.DESCRIPTION
    Build first (dotnet build). Without -Asset no mail server is needed: the mails become .eml files in output/quickstart.
.EXAMPLE
    ./examples/quickstart.ps1
.EXAMPLE
    Import-Module ./output/SmtpSoar
    $asset = New-SmtpAsset mail.example.org -Credential (Get-Credential) -SenderAddress me@example.org
    ./examples/quickstart.ps1 -Asset $asset -From me@example.org -To you@example.org
#>
param(
    # The mail server: from New-SmtpAsset or Import-SmtpAsset, or a hashtable with the settings of a SOAR asset.
    [object] $Asset,

    # Who sends. Most servers want this to be the login's own address.
    [string] $From = 'soar@example.org',

    # Who gets the mails.
    [string] $To = 'analyst@example.org',

    # The files to keep: the vault, and the mails where there is no server.
    [string] $Folder = "$PSScriptRoot/../output/quickstart"
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../output/SmtpSoar/SmtpSoar.psd1"

# A mail server. A pickup directory stands in for one: each mail becomes a file there.
if (-not $Asset) {
    $pickup = [IO.Directory]::CreateDirectory("$Folder/mails").FullName
    $Asset = New-SmtpAsset -PickupDirectory $pickup -SenderAddress $From
}

$mail = @{ Asset = $Asset; From = $From; To = $To; VaultPath = "$Folder/vault" }

# 1. Does it work? Every step is reported, and a test mail goes to the sender's own address.
Test-SmtpAsset $Asset

# 2. A mail with a file of the vault. What comes down the pipeline is attached.
$report = Add-SoarVaultFile "$PSScriptRoot/files/failed-logins.csv" -VaultPath "$Folder/vault"
$report | Send-SoarEmail @mail -Subject 'Failed logins of the day' -Body @'
Hello,

466 logins failed today, 306 of them between 19:00 and 22:00.
The numbers of every hour are attached.
'@

# 3. An HTML mail. The picture's content id is what the HTML names after "cid:". The text part is made from the HTML.
$chart = "$PSScriptRoot/files/failed-logins.png"
Send-SoarHtmlEmail @mail -Subject 'Failed logins: 306 in three hours' -Attachment1 $chart -ContentId1 chart -HtmlBody @'
<html>
<body style="font-family: sans-serif; color: #334155">
  <h2>Somebody is guessing passwords</h2>
  <p><b style="color: #dc2626">306</b> of today's 466 failed logins came between 19:00 and 22:00.</p>
  <p><img src="cid:chart" width="624" height="200" alt="Failed logins by hour: a peak of 148 at 20:00"></p>
  <p>What to do: <a href="https://attack.mitre.org/techniques/T1110/">Brute Force (T1110)</a></p>
</body>
</html>
'@

# 4. A finished message, sent byte for byte. Only Bcc is taken out: who stands there gets the mail unseen.
Send-SoarRawEmail -Asset $Asset @"
From: SOAR <$From>
To: $To
Bcc: $From
Subject: Case 4711 is open
Date: $([DateTime]::UtcNow.ToString('ddd, dd MMM yyyy HH:mm:ss', [CultureInfo]::InvariantCulture)) +0000
Message-ID: <$([Guid]::NewGuid())@example.org>
X-Case: 4711

The block list was changed. Dots stay where they are:
.
...
"@
