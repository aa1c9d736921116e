# Puts mails into an outbox. Writes the seconds that the pipeline took behind the first 100 of them.
param($Manifest, $Outbox, $Count, $File)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port 1 -SslMethod None -SenderAddress soar@example.org
$mail = @{ To = 'analyst@example.org'; Body = ('x' * 76 + "`r`n") * 13 }
if ($File) { $mail.Attachments = $File }
$clock = [Diagnostics.Stopwatch]::StartNew()
$kept = 0
& { foreach ($i in 1..$Count) { [pscustomobject] ($mail + @{ Subject = "Case $i" }) } } |
    Send-SoarEmail -Asset $asset -Outbox $Outbox |
    ForEach-Object {
        if (-not $_.IsKept) { throw $_.Message }
        $kept++
        if ($kept -eq 100) { $clock.Restart() }
    }
if ($kept -ne $Count) { throw "$kept mails of $Count" }
$clock.Elapsed.TotalSeconds
