# The recipe for Pester, as it is printed, in a PowerShell of its own.

BeforeAll { . "$PSScriptRoot/Shell.ps1" }

Describe 'docs/recipes/pester.md' {
    It 'is green' {
        $text = [IO.File]::ReadAllText((Resolve-Path "$PSScriptRoot/../../docs/recipes/pester.md").ProviderPath)
        $blocks = [regex]::Matches($text, '(?ms)^```pwsh\r?\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        Set-Content "$TestDrive/Send-Alert.ps1" $blocks[0]
        Set-Content "$TestDrive/Send-Alert.Tests.ps1" $blocks[1]

        # "Import-Module SmtpSoar" finds the module that was built.
        $modules = (Resolve-Path "$PSScriptRoot/../../output").ProviderPath
        $run = "`$env:PSModulePath = '$modules' + [IO.Path]::PathSeparator + `$env:PSModulePath; Import-Module '$((Get-Module Pester).Path)'; " +
            "`$done = Invoke-Pester '$TestDrive/Send-Alert.Tests.ps1' -PassThru -Output None; `"`$(`$done.PassedCount) passed, `$(`$done.FailedCount) failed`"; `$done.Failed.ErrorRecord"
        (Invoke-Shell -Command $run) -join "`n" | Should -Be '3 passed, 0 failed'
    }
}
