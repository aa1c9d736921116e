# The package as the PowerShell Gallery would get it. build.ps1 makes it, in output or in $env:SMTPSOAR_PACKAGES. Skipped where there is none.
BeforeDiscovery {
    $folder = if ($env:SMTPSOAR_PACKAGES) { $env:SMTPSOAR_PACKAGES } else { "$PSScriptRoot/../../output" }
    $newest = Get-Item "$folder/SmtpSoar.*.nupkg" -ErrorAction SilentlyContinue | Sort-Object LastWriteTime | Select-Object -Last 1
}

Describe 'The package' -Skip:(-not $newest) -ForEach @{ Package = $newest } {
    BeforeAll {
        . "$PSScriptRoot/Shell.ps1"
        $version = $package.BaseName -replace '^SmtpSoar\.'
        $modules = Join-Path $TestDrive 'Modules'
        $installed = Join-Path $modules "SmtpSoar/$version"

        # What installing does: the package's content, without what only the package needs, in a folder of its version.
        Add-Type -AssemblyName System.IO.Compression.FileSystem
        [IO.Compression.ZipFile]::ExtractToDirectory($package.FullName, $installed)
        Remove-Item -LiteralPath "$installed/_rels", "$installed/package", "$installed/[Content_Types].xml", "$installed/SmtpSoar.nuspec" -Recurse -Force

        # In a process of its own, which knows no other module of this name.
        function Invoke-Installed([string] $Script) {
            $before = $env:PSModulePath
            $env:PSModulePath = $modules + [IO.Path]::PathSeparator + $before
            try { Invoke-Shell -Command $Script } finally { $env:PSModulePath = $before }
        }
    }

    It 'is installed from a folder by PowerShell''s own command' -Skip:(-not (Get-Command Save-PSResource -ErrorAction SilentlyContinue)) {
        $feed = New-Item (Join-Path $TestDrive 'Feed') -ItemType Directory
        Copy-Item $package $feed
        $name = "SmtpSoarTest$PID"
        Register-PSResourceRepository -Name $name -Uri $feed.FullName -Trusted
        try {
            $saved = New-Item (Join-Path $TestDrive 'Saved') -ItemType Directory
            Save-PSResource SmtpSoar -Repository $name -Path $saved.FullName
            Join-Path $saved.FullName "SmtpSoar/$version/SmtpSoar.psd1" | Should -Exist
        }
        finally {
            Unregister-PSResourceRepository $name
        }
    }

    It 'has its notices and its licence with it, and no symbols' {
        'LICENSE', 'THIRD-PARTY-NOTICES.md', 'CHANGELOG.md' | ForEach-Object { Join-Path $installed $_ | Should -Exist }
        Get-ChildItem $installed -Recurse -Filter *.pdb | Should -BeNullOrEmpty
    }

    It 'names its commands as tags, so that Find-Command finds them' {
        $archive = [IO.Compression.ZipFile]::OpenRead($package.FullName)
        try {
            $reader = [IO.StreamReader]::new($archive.GetEntry('SmtpSoar.nuspec').Open())
            $tags = ([xml] $reader.ReadToEnd()).package.metadata.tags -split ' '
        }
        finally {
            $archive.Dispose()
        }
        $tags | Should -Contain 'PSModule'
        $tags | Should -Contain 'PSCommand_Send-SoarEmail'
    }

    It 'is imported by its name, and has the commands of its manifest' {
        $found = Invoke-Installed 'Import-Module SmtpSoar; (Get-Module SmtpSoar).Path; (Get-Command -Module SmtpSoar).Count'
        $found[0] | Should -BeLike "$modules*"
        [int] $found[1] | Should -BeGreaterThan 10
    }

    It 'writes a mail' {
        $folder = Join-Path $TestDrive 'mails'
        $status = Invoke-Installed "(Send-SoarEmail -To a@example.org -Subject s -Body b -Asset @{ PickupDirectory = '$folder'; sender_address = 's@example.org' }).Status"
        $status | Should -Be 'success'
        Get-ChildItem $folder -Filter *.eml | Should -HaveCount 1
    }
}
