# Starts this PowerShell once more, in a process of its own. Dot-source it: . "$PSScriptRoot/Shell.ps1"

function Invoke-Shell {
    $program = (Get-Process -Id $PID).Path
    # PowerShell as a tool of .NET is an assembly that the program "dotnet" runs.
    $arguments = @(if ([IO.Path]::GetFileNameWithoutExtension($program) -eq 'dotnet') { [Environment]::GetCommandLineArgs()[0] })
    $arguments += '-NoProfile', '-NonInteractive' + $args
    & $program @arguments
}
