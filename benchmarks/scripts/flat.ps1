# Very many mails down one pipeline. Writes the memory after 1,000 and at the end: of the process, then of the heap.
param($Manifest, $Port, $Count)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org
$body = ('x' * 76 + "`r`n") * 13
$sent = 0
$process = @()
$heap = @()
& { foreach ($i in 1..$Count) { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $i"; Body = $body } } } |
    Send-SoarEmail -Asset $asset |
    ForEach-Object {
        if ($_.Status -ne 'success') { throw $_.Message }
        $sent++
        if ($sent -eq 1000 -or $sent -eq $Count) {
            $process += [Diagnostics.Process]::GetCurrentProcess().WorkingSet64 / 1MB
            $heap += [GC]::GetTotalMemory($true) / 1MB
        }
    }
if ($sent -ne $Count) { throw "$sent mails of $Count" }
$process
$heap
