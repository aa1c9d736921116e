# The mails of bulk.ps1 by a command that does no more than it must: near to the least that a mail costs on this machine.
param($Manifest, $Port, $Count)
Import-Module $Manifest
$body = ('x' * 76 + "`r`n") * 13
$sent = 0
& { foreach ($i in 1..$Count) { [pscustomobject]@{ To = 'analyst@example.org'; Subject = "Case $i"; Body = $body } } } |
    Send-LeastMail -Port $Port |
    ForEach-Object {
        if ($_.Status -ne 'success') { throw $_.Message }
        $sent++
    }
if ($sent -ne $Count) { throw "$sent mails of $Count" }
