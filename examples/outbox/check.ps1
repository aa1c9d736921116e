# A check for a monitor: 0 all is well, 1 a person should look, 2 nobody sends.
param(
    [Parameter(Mandatory)] [string] $Outbox,
    [int] $LateSeconds = 120
)

$ErrorActionPreference = 'Stop'
try {
    Import-Module SmtpSoar
    $measure = Measure-SoarOutbox $Outbox
}
catch {
    "CRITICAL: $_"
    exit 2
}

$late = if ($measure.OldestDueAge) { [int] $measure.OldestDueAge.TotalSeconds } else { 0 }
$text = 'waiting={0} due={1} late={2}s failed={3} unknown={4} held={5} sent/min={6:N1}' -f
    $measure.Waiting, $measure.Due, $late, $measure.Failed, $measure.Unknown, $measure.Held, $measure.SentPerMinute
if ($late -gt $LateSeconds) {
    "CRITICAL: mails are due and nobody sends them. $text"
    exit 2
}
if ($measure.Failed + $measure.Unknown + $measure.Held -gt 0) {
    "WARNING: mails want a person. $text"
    exit 1
}
"OK: $text"
exit 0
