# One login for several commands.

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'A session' {
    BeforeEach {
        $server = Start-Server
        $session = Connect-SmtpSession (Get-Settings $server)
    }

    AfterEach {
        Disconnect-SmtpSession $session
        $server.Dispose()
    }

    It 'tells its server' {
        $session.Server | Should -Be '127.0.0.1'
        $session.Port | Should -Be $server.Port
        $session.State | Should -Be 'Open'
    }

    It 'serves several commands over one connection' {
        (Send-SoarEmail a@example.org subject body -Session $session).Status | Should -Be 'success'
        (Send-SoarHtmlEmail a@example.org subject '<p>x</p>' -Session $session).Status | Should -Be 'success'
        (Send-SoarRawEmail "From: a@example.org`r`nTo: b@example.org`r`n`r`nx" -Session $session).Status | Should -Be 'success'
        $server.Connections | Should -Be 1
    }

    It 'is closed once and for all' {
        Disconnect-SmtpSession $session
        Disconnect-SmtpSession $session
        $session.State | Should -Be 'Closed'
        $server.WaitUntilClosed() | Should -BeTrue
        (Send-SoarEmail a@example.org subject body -Session $session -ErrorAction SilentlyContinue).ErrorId | Should -Be 'SessionClosed'
    }

    It 'has settled the server' {
        (Send-SoarEmail a@example.org subject body -Session $session -Asset (Get-Settings $server) -ErrorAction SilentlyContinue).ErrorId | Should -Be 'SessionSettled'
    }

    It 'serves one command at a time' {
        $row = [pscustomobject]@{ To = 'a@example.org'; Body = 'x' }
        $results = $row | Send-SoarEmail -Session $session | ForEach-Object { $_; Send-SoarEmail b@example.org subject body -Session $session -ErrorAction SilentlyContinue }
        $results[1].ErrorId | Should -Be 'SessionBusy'
    }

    It 'opens and closes nothing with -WhatIf' {
        Disconnect-SmtpSession $session -WhatIf
        $session.State | Should -Be 'Open'
        Connect-SmtpSession (Get-Settings $server) -WhatIf | Should -BeNullOrEmpty
        $server.Connections | Should -Be 1
    }
}

Describe 'No session' {
    It 'comes of a server that is not there' {
        Connect-SmtpSession @{ server = '127.0.0.1'; port = 1; ssl_config = 'None' } -ErrorAction SilentlyContinue -ErrorVariable failure | Should -BeNullOrEmpty
        Get-Id $failure[0] | Should -Be 'ConnectionRefused'
    }
}
