# Many mails down one pipeline. Writes the rate of the last fifth: by then nothing is compiled any more.
param($Manifest, $Port, $Count, $Connections)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org -MaxConnections $Connections
$body = ('x' * 76 + "`r`n") * 13
$clock = [Diagnostics.Stopwatch]::StartNew()
$sent = 0
$late = $Count - [int] ($Count / 5)
& { foreach ($i in 1..$Count) { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $i"; Body = $body } } } |
    Send-SoarEmail -Asset $asset |
    ForEach-Object {
        if ($_.Status -ne 'success') { throw $_.Message }
        $sent++
        if ($sent -eq $late) { $begin = $clock.Elapsed.TotalSeconds }
    }
if ($sent -ne $Count) { throw "$sent mails of $Count" }
($Count - $late) / ($clock.Elapsed.TotalSeconds - $begin)
