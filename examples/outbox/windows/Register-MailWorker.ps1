# Registers a task that starts the worker with the machine, as the user who has the asset, and starts it again where it ends.
# Run it as an administrator. Stop-ScheduledTask ends the process at once: a mail that was on its way then waits, or is unknown.
param(
    [Parameter(Mandatory)] [pscredential] $Credential,
    [string] $Script = 'C:\Runbooks\worker.ps1',
    [string] $Asset = 'office',
    [string] $Outbox = 'D:\outbox',
    [string] $Health = 'C:\ProgramData\MailWorker\health.json'
)

$ErrorActionPreference = 'Stop'
$null = New-Item -Path (Split-Path $Health) -ItemType Directory -Force
$command = "`$env:MAIL_ASSET='$Asset'; `$env:MAIL_OUTBOX='$Outbox'; `$env:MAIL_HEALTH='$Health'; & '$Script'"
$pwsh = @{
    Execute          = 'C:\Program Files\PowerShell\7\pwsh.exe'
    Argument         = "-NoProfile -NonInteractive -Command `"$command`""
    WorkingDirectory = Split-Path $Script
}
$settings = @{
    RestartCount               = 999
    RestartInterval            = New-TimeSpan -Minutes 1
    ExecutionTimeLimit         = [timespan]::Zero
    MultipleInstances          = 'IgnoreNew'
    AllowStartIfOnBatteries    = $true
    DontStopIfGoingOnBatteries = $true
}
$task = @{
    TaskName = 'Mail worker'
    Action   = New-ScheduledTaskAction @pwsh
    Trigger  = New-ScheduledTaskTrigger -AtStartup
    Settings = New-ScheduledTaskSettingsSet @settings
    User     = $Credential.UserName
    Password = $Credential.GetNetworkCredential().Password
}
$null = Register-ScheduledTask @task -Force
Start-ScheduledTask -TaskName 'Mail worker'
