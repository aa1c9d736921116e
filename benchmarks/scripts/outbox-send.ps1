# Sends mails by one connection, without an outbox.
param($Manifest, $Port, $Count)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org -MaxConnections 1
$mail = @{ To = 'analyst@example.org'; Body = ('x' * 76 + "`r`n") * 13 }
& { foreach ($i in 1..$Count) { [pscustomobject] ($mail + @{ Subject = "Case $i" }) } } | Send-SoarEmail -Asset $asset |
    ForEach-Object { if ($_.Status -ne 'success') { throw $_.Message } }
