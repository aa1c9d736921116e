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

    It 'of a database shows its SQL, without asking it' {
        $script = Initialize-SoarOutbox 'postgresql://nobody@127.0.0.1:1/mail' -AsScript
        $script | Should -Match 'create table'
        $script | Should -Match 'grant '
    }

    It 'is counted for a monitor' {
        $null = Send-SoarEmail -Asset $lab.Asset -To a@example.org -Body text -Outbox $outbox
        $null = Send-SoarEmail -Asset $nobody -To a@example.org -Body text -Outbox $outbox -ErrorAction SilentlyContinue
        $measure = Measure-SoarOutbox $outbox
        "$($measure.Sent) $($measure.Waiting) $($measure.Due) $($measure.Failed)" | Should -Be '1 1 0 0'
        $measure.AcceptedPerMinute | Should -Be 0.4
        $measure.OldestWaitingAge | Should -BeLessThan ([timespan]::FromMinutes(1))
    }

    It 'moves to another one and back, with all that is known' {
        $null = Send-SoarEmail -Asset $lab.Asset -To a@example.org -Subject sent -Body text -Outbox $outbox
        $null = Send-SoarEmail -Asset $nobody -To a@example.org -Subject waits -Body text -Outbox $outbox -ErrorAction SilentlyContinue
        $before = Get-SoarOutbox $outbox | ForEach-Object { "$($_.Id) $($_.State) $($_.Subject) $($_.Attempts) $($_.NextTry) $($_.Finished)" }

        $moved = Move-SoarOutbox $outbox "$outbox 2" -PassThru
        @($moved).Count | Should -Be 2
        Get-SoarOutbox $outbox | Should -BeNullOrEmpty
        Get-SoarOutbox "$outbox 2" | Move-SoarOutbox -Destination $outbox

        Get-SoarOutbox $outbox | ForEach-Object { "$($_.Id) $($_.State) $($_.Subject) $($_.Attempts) $($_.NextTry) $($_.Finished)" } | Should -Be $before
        (Send-SoarOutbox $outbox -Asset $lab.Asset -Force).Status | Should -Be success
    }

    It 'encrypts what it keeps, if the asset has a key' -Skip:($PSEdition -ne 'Core') {
        $bytes = [Security.Cryptography.RandomNumberGenerator]::GetBytes(32)
        $key = ConvertTo-SecureString ([Convert]::ToBase64String($bytes)) -AsPlainText -Force
        $away = New-SmtpAsset 127.0.0.1 -Port 1 -SslMethod None -SenderAddress soar@example.org -RetryCount 0 -OutboxKey $key
        $null = Send-SoarEmail -Asset $away -To a@example.org -Subject 'Case 4711' -Body 'It is open.' -Outbox $outbox -ErrorAction SilentlyContinue
        $entry = Get-SoarOutbox $outbox
        $entry.IsEncrypted | Should -BeTrue
        Get-ChildItem $outbox -Recurse -File | ForEach-Object { [IO.File]::ReadAllText($_.FullName) } | Should -Not -Match '4711|is open'

        $failed = Send-SoarOutbox $outbox -Asset $lab.Asset -Force -ErrorAction SilentlyContinue
        $failed.ErrorId | Should -Be OutboxKeyMissing
        $null = Set-SmtpAsset $lab.Asset -OutboxKey $key
        (Send-SoarOutbox $outbox -Asset $lab.Asset -Force).Status | Should -Be success
        Get-Mail $lab | Should -Match 'It is open.'
    }

    It 'has a worker that says what it would do' {
        Send-SoarOutbox $outbox -Asset $lab.Asset -Watch -WhatIf | Should -BeNullOrEmpty
    }

    It 'is not touched by -WhatIf' {
        $null = Send-SoarEmail -Asset $lab.Asset -To analyst@example.org -Body text -Outbox $outbox -WhatIf
        $outbox | Should -Not -Exist
    }

    It 'that is not there is an error that says so' {
        { Get-SoarOutbox $outbox -ErrorAction Stop } | Should -Throw -ErrorId 'OutboxMissing*'
    }
}
