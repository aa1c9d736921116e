# A worker: it stays, or sends what waits.
param($Manifest, $Outbox, $Port, $Connections, $Way)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org -MaxConnections $Connections
if ($Way -eq 'watch') { Send-SoarOutbox $Outbox -Asset $asset -Watch -Quiet }
else { $null = Send-SoarOutbox $Outbox -Asset $asset }
