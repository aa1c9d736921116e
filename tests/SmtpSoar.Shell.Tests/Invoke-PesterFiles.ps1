# Runs Pester files, and writes what became of each test as JSON.
param([string] $Pester, [string] $Path, [string] $Result)

$ErrorActionPreference = 'Stop'

$ownFrames = "*$(Split-Path $Pester)*"

# What Pester says, and where in the test it was, without Pester's own part of the stack.
function Get-Details($Errors) {
    ($Errors | ForEach-Object { $_.Exception.Message; $_.ScriptStackTrace -split '\r?\n' -notlike $ownFrames }) -join "`n"
}

function New-Entry($File, [string] $Name, [string] $Outcome, $Errors) {
    @{ File = [IO.Path]::GetFileName("$File"); Name = $Name; Outcome = $Outcome; Details = Get-Details $Errors }
}

Import-Module $Pester
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'None'
$run = Invoke-Pester -Configuration $configuration

$entries = @(
    foreach ($test in $run.Tests) { New-Entry $test.ScriptBlock.File $test.ExpandedPath $test.Result $test.ErrorRecord }
    # A file that can't be read, and what fails before or after the tests of a block, is no test of Pester's.
    foreach ($file in $run.FailedContainers) { New-Entry $file.Item 'the file' 'Failed' $file.ErrorRecord }
    foreach ($block in $run.FailedBlocks) { New-Entry $block.BlockContainer.Item "$($block.ExpandedPath), before or after its tests" 'Failed' $block.ErrorRecord }
)
[IO.File]::WriteAllText($Result, (ConvertTo-Json $entries))
