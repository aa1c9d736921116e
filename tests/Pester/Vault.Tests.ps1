# Files that are known by their content.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The vault' {
    BeforeEach {
        Set-DataFolder
        Set-Content "$TestDrive/notes.txt" 'notes' -NoNewline
    }

    AfterEach { Restore-DataFolder }

    It 'knows a file by its content' {
        $file = Add-SoarVaultFile "$TestDrive/notes.txt"
        $file.VaultId | Should -Be (Get-FileHash "$TestDrive/notes.txt" -Algorithm SHA1).Hash.ToLowerInvariant()
        (Get-SoarVaultFile $file.VaultId).Name | Should -Be 'notes.txt'
    }

    It 'takes files from the pipeline, and finds them by container and name' {
        Set-Content "$TestDrive/more.log" 'more'
        Get-Item "$TestDrive/notes.txt", "$TestDrive/more.log" | Add-SoarVaultFile -ContainerId 4711 | Should -HaveCount 2
        (Get-SoarVaultFile -ContainerId 4711 -Name *.log).Name | Should -Be 'more.log'
    }

    It 'gives attachments, by id and by file' {
        $lab = New-Lab
        $file = Add-SoarVaultFile "$TestDrive/notes.txt"
        (Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x -Attachments $file.VaultId).Status | Should -Be 'success'
        ($file | Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body x).Status | Should -Be 'success'
        Get-Mail $lab | ForEach-Object { $_ | Should -Match 'filename="?notes\.txt' }
    }

    It 'stops a mail whose file is not there, unless that is allowed' {
        $lab = New-Lab
        $mail = @{ Asset = $lab.Asset; To = 'a@example.org'; Body = 'x'; Attachments = '0' * 40 }
        (Send-SoarEmail @mail -ErrorAction SilentlyContinue).ErrorId | Should -Be 'VaultFileNotFound'
        (Send-SoarEmail @mail -AllowMissingAttachment -WarningAction SilentlyContinue).Status | Should -Be 'success'
    }

    It 'forgets' {
        $file = Add-SoarVaultFile "$TestDrive/notes.txt"
        $file | Remove-SoarVaultFile -WhatIf
        Get-SoarVaultFile | Should -HaveCount 1
        $file | Remove-SoarVaultFile -Confirm:$false
        Get-SoarVaultFile | Should -BeNullOrEmpty
    }
}
