# Many mails down one pipeline, by Send-SoarEmail, or by Send-LeastMail where no connections are given: near to the least that a mail costs on
# this machine. Writes the KB allocated for each of the last fifth, engine and script included, and their rate: by then hardly anything is
# compiled any more.
param($Manifest, $Port, $Count, $Connections)
Import-Module $Manifest
$command, $arguments = 'Send-LeastMail', @{ Port = $Port }
if ($Connections) {
    $asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org -MaxConnections $Connections
    $command, $arguments = 'Send-SoarEmail', @{ Asset = $asset }
}
$body = ('x' * 76 + "`r`n") * 13
$clock = [Diagnostics.Stopwatch]::StartNew()
$sent = 0
$late = $Count - [int] ($Count / 5)
& { foreach ($i in 1..$Count) { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $i"; Body = $body } } } |
    & $command @arguments |
    ForEach-Object {
        if ($_.Status -ne 'success') { throw $_.Message }
        $sent++
        if ($sent -eq $late) {
            $begin = $clock.Elapsed.TotalSeconds
            $allocated = [GC]::GetTotalAllocatedBytes()
        }
    }
if ($sent -ne $Count) { throw "$sent mails of $Count" }
$seconds = $clock.Elapsed.TotalSeconds - $begin
([GC]::GetTotalAllocatedBytes() - $allocated) / 1KB / ($Count - $late)
($Count - $late) / $seconds
