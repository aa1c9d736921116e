# Runs the tests in tests/Pester on the module in output/SmtpSoar, in this PowerShell. Building is not tried.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [version] $ExpectedVersion
)

$ErrorActionPreference = 'Stop'
$actual = $PSVersionTable.PSVersion
if ($actual.Major -ne $ExpectedVersion.Major -or $actual.Minor -ne $ExpectedVersion.Minor) { throw "This is PowerShell $actual, and not $ExpectedVersion." }

# Windows PowerShell comes with Pester 3, whose publisher signed with another certificate.
$pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 }
if (-not $pester) {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    Install-Module Pester -MinimumVersion 5.5 -MaximumVersion 5.99 -Scope CurrentUser -Force -SkipPublisherCheck
}

Import-Module Pester -MinimumVersion 5.0 -MaximumVersion 5.99
$result = Invoke-Pester (Join-Path $PSScriptRoot '../../tests/Pester') -Output Detailed -PassThru
if ($result.Result -ne 'Passed') { throw "Pester: $($result.Result), $($result.FailedCount) failed." }
