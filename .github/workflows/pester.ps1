# Runs the tests in tests/Pester on the module in output/SmtpSoar, in this PowerShell. Building is not tried.
[CmdletBinding()]
param(
    [Parameter(Mandatory)]
    [version] $ExpectedVersion,

    [Parameter(Mandatory)]
    [version] $Pester
)

$ErrorActionPreference = 'Stop'
$actual = $PSVersionTable.PSVersion
if ($actual.Major -ne $ExpectedVersion.Major -or $actual.Minor -ne $ExpectedVersion.Minor) { throw "This is PowerShell $actual, and not $ExpectedVersion." }

# Windows PowerShell comes with Pester 3, whose publisher signed with another certificate.
if (-not (Get-Module Pester -ListAvailable | Where-Object { $_.Version -eq $Pester })) {
    [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12
    Install-Module Pester -RequiredVersion $Pester -Scope CurrentUser -Force -SkipPublisherCheck
}

Import-Module Pester -RequiredVersion $Pester
$result = Invoke-Pester (Join-Path $PSScriptRoot '../../tests/Pester') -Output Detailed -PassThru
if ($result.Result -ne 'Passed') { throw "Pester: $($result.Result), $($result.FailedCount) failed." }
