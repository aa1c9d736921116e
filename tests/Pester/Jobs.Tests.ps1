# Jobs, runspaces side by side, and objects that were written to a file.

BeforeDiscovery {
    $noThreadJobs = -not (Get-Command Start-ThreadJob -ErrorAction Ignore)
    $noParallel = $PSVersionTable.PSVersion.Major -lt 7
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'A job' {
    BeforeEach { $lab = New-Lab }

    It 'in another process sends with an asset from here' {
        $asset = $lab.Asset
        $job = Start-Job { Import-Module $using:manifest; Send-SoarEmail -Asset $using:asset -To a@example.org -Subject job -Body x }
        $result = $job | Wait-Job | Receive-Job
        Remove-Job $job
        $result.Status | Should -Be 'success'
        "$($result.Recipients)" | Should -Be 'a@example.org: accepted'
        Get-Mail $lab | Should -HaveCount 1
    }

    It 'in another process uses an asset that is kept' {
        Set-DataFolder
        try {
            $lab.Asset | Register-SmtpAsset -Name lab
            $job = Start-Job { Import-Module $using:manifest; Send-SoarEmail -Asset lab -To a@example.org -Subject job -Body x }
            ($job | Wait-Job | Receive-Job).Status | Should -Be 'success'
            Remove-Job $job
        }
        finally { Restore-DataFolder }
    }

    It 'on a thread sends' -Skip:$noThreadJobs {
        $asset = $lab.Asset
        $jobs = 1..4 | ForEach-Object { Start-ThreadJob { Import-Module $using:manifest; Send-SoarEmail -Asset $using:asset -To a@example.org -Subject thread -Body x } }
        ($jobs | Wait-Job | Receive-Job).Status | Should -Be 'success', 'success', 'success', 'success'
        $jobs | Remove-Job
        Get-Mail $lab | Should -HaveCount 4
    }
}

Describe 'ForEach-Object -Parallel' -Skip:$noParallel {
    It 'sends from several runspaces at once' {
        $lab = New-Lab
        $asset = $lab.Asset
        $results = 1..20 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:manifest
            Send-SoarEmail -Asset $using:asset -To "u$_@example.org" -Subject parallel -Body x
        }
        $results | Where-Object { $_.Status -eq 'success' } | Should -HaveCount 20
        Get-Mail $lab | Should -HaveCount 20
    }
}

Describe 'Export-Clixml and Import-Clixml' {
    BeforeEach {
        $lab = New-Lab
        $file = "$TestDrive/$([Guid]::NewGuid()).xml"
    }

    It 'keep an asset usable' {
        $lab.Asset | Export-Clixml $file
        (Send-SoarEmail -Asset (Import-Clixml $file) -To a@example.org -Body x).Status | Should -Be 'success'
    }

    It 'keep a registered asset usable, without its secrets' {
        Set-DataFolder
        try {
            New-SmtpAsset 127.0.0.1 -Port 1 -SslMethod None -Username u -Password (New-Object Net.NetworkCredential '', 's3cret').SecurePassword -AllowInsecureAuthentication |
                Register-SmtpAsset -Name office
            Get-SmtpAsset office | Export-Clixml $file
            Get-Content $file -Raw | Should -Not -Match 's3cret|SecureString'
            (Test-SmtpAsset (Import-Clixml $file) -SkipTestMail -ErrorAction SilentlyContinue).ErrorId | Should -Be 'ConnectionRefused'
        }
        finally { Restore-DataFolder }
    }

    It 'keep what a result says' {
        Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x | Export-Clixml $file
        $read = Import-Clixml $file
        $read.Status | Should -Be 'success'
        $read.Message | Should -Be 'Email sent'
        $read.Recipients[0].Address | Should -Be 'a@example.org'
    }

    It 'keep a vault file usable' {
        Set-Content "$TestDrive/notes.txt" 'notes'
        Add-SoarVaultFile "$TestDrive/notes.txt" -VaultPath "$TestDrive/vault" | Export-Clixml $file
        (Import-Clixml $file | Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x -VaultPath "$TestDrive/vault").Status | Should -Be 'success'
        Get-Mail $lab | Should -Match 'notes\.txt'
    }
}
