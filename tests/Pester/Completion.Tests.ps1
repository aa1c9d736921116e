# What the tab key offers.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    function Complete([string] $Line) {
        [Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null).CompletionMatches | ForEach-Object { $_.CompletionText }
    }
}

Describe 'Tab' {
    It 'completes a command' {
        Complete 'Send-SoarE' | Should -Be 'Send-SoarEmail'
    }

    It 'completes a parameter' {
        Complete 'Send-SoarEmail -Att' | Should -Contain '-Attachments'
        Complete 'Send-SoarEmail -Sess' | Should -Be '-Session'
    }

    It 'offers the choices of <Line>' -TestCases @(
        @{ Line = 'New-SmtpAsset -SslMethod '; Choices = 'None', 'Ssl', 'StartTls' }
        @{ Line = 'New-SmtpAsset -AuthType O'; Choices = @('OAuth') }
        @{ Line = 'Send-SoarEmail -Priority '; Choices = 'High', 'Low', 'Normal' }
        @{ Line = 'New-SmtpAsset -CertificateRevocation '; Choices = 'BestEffort', 'Off', 'Require' }
    ) {
        param($Line, $Choices)
        Complete $Line | Sort-Object | Should -Be $Choices
    }

    It 'offers the names of kept assets, with what they are' {
        Set-DataFolder
        try {
            (New-Lab).Asset | Register-SmtpAsset -Name laboratory
            New-SmtpAsset mail.example.org | Register-SmtpAsset -Name office
            Complete 'Send-SoarEmail -Asset ' | Should -Be 'laboratory', 'office'
            Complete 'Test-SmtpAsset lab' | Should -Be 'laboratory'
            $line = 'Connect-SmtpSession off'
            $offered = [Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches[0]
            $offered.ToolTip | Should -Match 'mail\.example\.org'
        }
        finally { Restore-DataFolder }
    }
}
