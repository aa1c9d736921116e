<#
.SYNOPSIS
    A front to dotnet: builds, tests and packs the module.
.DESCRIPTION
    Build    the whole solution; the module lies in output/SmtpSoar
    Test     all tests of dotnet
    Pester   the tests in tests/Pester, in this PowerShell; needs Pester 5
    Package  output/SmtpSoar.VERSION.nupkg, as the PowerShell Gallery takes it
    Pack     the same of what is built already, without native code for other platforms
.EXAMPLE
    ./build.ps1 -Task Test
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Pester', 'Package', 'Pack')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release',

    # The folder that gets the package.
    [string] $PackageFolder = "$PSScriptRoot/output"
)

$ErrorActionPreference = 'Stop'
$solution = "$PSScriptRoot/SmtpSoar.sln"
$manifest = "$PSScriptRoot/output/SmtpSoar/SmtpSoar.psd1"
. "$PSScriptRoot/tests/Pester/Shell.ps1"

function Invoke-DotNet {
    & dotnet @args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) failed." }
}

function Invoke-Pester5 {
    $pester = Get-Module Pester -ListAvailable | Where-Object { $_.Version.Major -eq 5 } | Sort-Object Version | Select-Object -Last 1
    if (-not $pester) { throw 'Pester 5 is not installed: Install-Module Pester -MaximumVersion 5.99 -Scope CurrentUser -SkipPublisherCheck' }
    # In a process of its own: an assembly that was imported once can't be built again while this session lives.
    $run = "Import-Module '$($pester.Path)'; exit [int]((Invoke-Pester '$PSScriptRoot/tests/Pester' -Output Detailed -PassThru).Result -ne 'Passed')"
    Invoke-Shell -Command $run
    if ($LASTEXITCODE -ne 0) { throw 'Pester tests failed.' }
}

# The manifest is the only place where the module says what it is.
function Save-Nuspec([string] $Path) {
    $module = Test-ModuleManifest $manifest
    $commands = @($module.ExportedCmdlets.Keys)
    $tags = @('PSModule', 'PSIncludes_Cmdlet') + $module.Tags + ($commands | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" })
    $escape = { [Security.SecurityElement]::Escape($args[0]) }
    $text = @"
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
  <metadata>
    <id>$($module.Name)</id>
    <version>$($module.Version)</version>
    <authors>$(& $escape $module.Author)</authors>
    <description>$(& $escape $module.Description)</description>
    <copyright>$(& $escape $module.Copyright)</copyright>
    <releaseNotes>$(& $escape $module.ReleaseNotes)</releaseNotes>
    <license type="file">LICENSE</license>
    <tags>$($tags -join ' ')</tags>
  </metadata>
  <files>
    <file src="**/*" exclude="**/*.pdb" />
    <file src="$(& $escape "$PSScriptRoot/LICENSE")" />
    <file src="$(& $escape "$PSScriptRoot/CHANGELOG.md")" />
    <file src="$(& $escape "$PSScriptRoot/THIRD-PARTY-NOTICES.md")" />
  </files>
</package>
"@
    $null = New-Item (Split-Path $Path) -ItemType Directory -Force
    [IO.File]::WriteAllText($Path, $text)
}

function New-Package {
    # Native code for the platforms that most have; the others compile while they run.
    $env:ModulePlatforms = 'win-x64;linux-x64;osx-arm64'
    try { Invoke-DotNet build $solution -c $Configuration '-p:FrameworkHalf=true' } finally { $env:ModulePlatforms = $null }
    Save-Package
}

function Save-Package {
    Save-Nuspec "$PSScriptRoot/packaging/obj/SmtpSoar.nuspec"
    Invoke-DotNet pack "$PSScriptRoot/packaging/Package.csproj" -c $Configuration -o $PackageFolder
}

switch ($Task) {
    'Build' { Invoke-DotNet build $solution -c $Configuration }
    'Test' { Invoke-DotNet test $solution -c $Configuration }
    'Pester' { Invoke-DotNet build "$PSScriptRoot/src/SmtpSoar" -c $Configuration; Invoke-Pester5 }
    'Package' { New-Package }
    'Pack' { Save-Package }
}
