# Messages that are kept on disk until they are delivered.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $nobody = @{ server = '127.0.0.1'; port = 1; ssl_config = 'None'; sender_address = 'soar@example.org'; RetryCount = 0 }
}

Describe 'An outbox' {
    BeforeEach {
        $lab = New-Lab
        $outbox = Join-Path $TestDrive ([Guid]::NewGuid())
    }

    It 'has what was sent' {
        $result = Send-SoarEmail -Asset $lab.Asset -To analyst@example.org -Subject 'Case 1' -Body text -Outbox $outbox
        $result.Status | Should -Be success
        $entry = Get-SoarOutbox $outbox
        $entry.State | Should -Be Sent
        $entry.Id | Should -Be $result.OutboxId
        $entry.To | Should -Be analyst@example.org
        $entry.Path | Should -Exist
        @(Get-Mail $lab).Count | Should -Be 1
    }

    It 'keeps what could not be sent, and sends it later, once' {
        $result = Send-SoarEmail -Asset $nobody -To analyst@example.org -Subject 'Case 2' -Body text -Outbox $outbox -ErrorAction SilentlyContinue
        $result.Status | Should -Be failed
        $result.Message | Should -Match 'Send-SoarOutbox'
        $result.IsKept | Should -BeTrue
        (Get-SoarOutbox $outbox).State | Should -Be Waiting

        Send-SoarOutbox $outbox -Asset $lab.Asset | Should -BeNullOrEmpty -Because 'it is not due yet'
        (Send-SoarOutbox $outbox -Asset $lab.Asset -Force).Status | Should -Be success
        Send-SoarOutbox $outbox -Asset $lab.Asset -Force | Should -BeNullOrEmpty
        Get-Mail $lab | Should -Match 'Subject: Case 2'
    }

    It 'may be a setting of the asset, from the current location' {
        Push-Location $TestDrive
        try {
            $name = [Guid]::NewGuid().ToString()
            $null = Send-SoarEmail -Asset @{ PickupDirectory = $lab.Pickup; Outbox = $name; sender_address = 'soar@example.org' } -To a@example.org -Body x
            @(Get-SoarOutbox $name).Count | Should -Be 1
            Join-Path $TestDrive $name | Should -Exist
        }
        finally { Pop-Location }
    }

    It 'gives up what was sent, whole' {
        $null = Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body text -Outbox $outbox
        Remove-SoarOutbox $outbox -OlderThan 1
        Get-SoarOutbox $outbox -State Sent | Remove-SoarOutbox
        Get-SoarOutbox $outbox | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $outbox sent) | Should -BeNullOrEmpty
    }

    It 'is not touched by -WhatIf' {
        $null = Send-SoarEmail -Asset $lab.Asset -To analyst@example.org -Body text -Outbox $outbox -WhatIf
        $outbox | Should -Not -Exist
    }

    It 'that is not there is an error that says so' {
        { Get-SoarOutbox $outbox -ErrorAction Stop } | Should -Throw -ErrorId 'OutboxMissing*'
    }
}
