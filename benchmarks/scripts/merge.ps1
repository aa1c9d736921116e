# A mail for each row, by a template or composed by the script itself. Writes the CPU seconds of that alone, and MiB after 1,000 mails and at the end.
param($Manifest, $Port, $Count, $Way)
Import-Module $Manifest
$asset = New-SmtpAsset 127.0.0.1 -Port $Port -SslMethod None -SenderAddress soar@example.org
$text = 'A sentence or two about what has happened, with words. ' * 4
$begin, $end = '<!DOCTYPE html><html><body style="font-family:Arial">', '<p>Regards</p></body></html>'
$template = @"
---
subject: Case {{ Number }}
---
$begin<h1>Case {{ Number }}</h1><p>Hello {{ Name }},</p><p><a href="{{ Url }}">{{ Title }}</a> is yours.</p><p>{{ Text }}</p>
<table><tr><th>Number</th><td>{{ Number }}</td></tr><tr><th>Name</th><td>{{ Name }}</td></tr></table>$end
"@

function Rows($count) {
    foreach ($i in 1..$count) {
        [pscustomobject]@{ Number = $i; Name = "Ann & Bob $i"; Mail = 'analyst@example.org'; Url = "https://example.org/case/$i"; Title = 'Something <odd>'; Text = $text }
    }
}

function Encoded($value) { [Net.WebUtility]::HtmlEncode($value) }

function Merge($count) {
    if ($Way -eq 'template') {
        Rows $count | Send-SoarHtmlEmail -Asset $asset -Template $template -To { $_.Mail }
        return
    }

    Rows $count | Send-SoarHtmlEmail -Asset $asset -To { $_.Mail } -Subject { "Case $($_.Number)" } -HtmlBody {
        $name, $url, $title = (Encoded $_.Name), (Encoded $_.Url), (Encoded $_.Title)
        "$begin<h1>Case $($_.Number)</h1><p>Hello $name,</p><p><a href=`"$url`">$title</a> is yours.</p><p>$(Encoded $_.Text)</p>
<table><tr><th>Number</th><td>$($_.Number)</td></tr><tr><th>Name</th><td>$name</td></tr></table>$end"
    }
}

$process = [Diagnostics.Process]::GetCurrentProcess()
Merge 50 | Out-Null
$process.Refresh()
$before = $process.TotalProcessorTime.TotalSeconds
$sent = 0
Merge $Count | ForEach-Object {
    if ($_.Status -ne 'success') { throw $_.Message }
    $sent++
    if ($sent -eq 1000) { $process.Refresh(); $early = $process.WorkingSet64 }
}
if ($sent -ne $Count) { throw "$sent mails of $Count" }
$process.Refresh()
$process.TotalProcessorTime.TotalSeconds - $before
$early / 1MB
$process.WorkingSet64 / 1MB
