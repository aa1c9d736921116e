# What PowerShell's own commands make of the module's objects and help: Format-List and Get-Help in a culture in which it breaks lines
# within words, and ConvertTo-Json.

BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    $sentence = 'Nobody answers anywhere, which certainly is rather unfortunate considering everything that depends upon correspondence.'

    function Show-Lines([scriptblock] $Make, [int] $Width) {
        $before = [Threading.Thread]::CurrentThread.CurrentCulture
        try {
            [Threading.Thread]::CurrentThread.CurrentCulture = [cultureinfo]::InvariantCulture
            (& $Make | Out-String -Width $Width) -replace "$([char] 27)\[[0-9;]*m" -split '\r?\n'
        }
        finally {
            [Threading.Thread]::CurrentThread.CurrentCulture = $before
        }
    }

    function Get-CutWord([string[]] $Lines, [string[]] $Words) {
        $shown = $Lines | ForEach-Object { $_ -split '\s+' }
        $Words | Where-Object { $_ -notin $shown }
    }
}

Describe 'Format-List' {
    BeforeAll {
        $recipient = [SmtpSoar.RecipientResult] @{ Address = 'a@example.org'; Accepted = $false; StatusCode = 550; Text = $sentence }
        $step = [SmtpSoar.ConnectivityStep] @{ Name = 'Connect'; Detail = $sentence }
        $result = [SmtpSoar.SoarConnectivityResult] @{ Message = $sentence; ServerResponse = $sentence; Steps = $step; Recipients = [SmtpSoar.RecipientResult[]] $recipient }
    }

    It 'breaks the lines of a <Name> at words' -TestCases @{ Name = 'result' }, @{ Name = 'recipient' }, @{ Name = 'step' } {
        param($Name)
        $object = Get-Variable $Name -ValueOnly
        Get-CutWord (Show-Lines { $object | Format-List } 120) ($sentence -split ' ') | Should -BeNullOrEmpty
    }

    It 'shows all that a <Name> has' -TestCases @{ Name = 'result' }, @{ Name = 'recipient' }, @{ Name = 'step' } {
        param($Name)
        $object = Get-Variable $Name -ValueOnly
        $names = Show-Lines { $object | Format-List } 120 | Where-Object { $_ -match '^\w+ *:( |$)' } | ForEach-Object { ($_ -split ' ')[0] }
        $names | Sort-Object | Should -Be ($object.PSObject.Properties.Name | Sort-Object)
    }

    It 'shows nothing that a terminal obeys' {
        $hostile = "evil$([char] 27)[2J$([char] 0x202E)gpj.exe"
        $recipient.Address = $recipient.Text = $step.Detail = $result.Message = $hostile
        Show-Lines { $recipient, $step, $result | ForEach-Object { $_ | Format-List } } 120 | Should -Not -Match "[$([char] 27)$([char] 0x202E)]"
    }
}

Describe 'Get-Help' {
    It 'breaks the text of <_> at words' -ForEach 'Send-SoarEmail', 'New-SmtpAsset', 'Test-SmtpAsset', 'Send-SoarOutbox' {
        $help = Get-Help $_ -Full
        $words = @($help.description.Text; $help.alertSet.alert.Text; $help.parameters.parameter.description.Text) -split '\s+'
        Get-CutWord (Show-Lines { $help } 80) $words | Should -BeNullOrEmpty
    }
}

Describe 'ConvertTo-Json' {
    It 'writes the names of an enumeration' {
        $result = [SmtpSoar.SoarConnectivityResult] @{
            Steps = [SmtpSoar.ConnectivityStep] @{ Name = 'Connect'; Outcome = 'Failed' }
            Recipients = [SmtpSoar.RecipientResult[]] ([SmtpSoar.RecipientResult] @{ Kind = 'Bcc' })
        }
        $json = $result | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        $json.Steps.Outcome | Should -Be 'Failed'
        $json.Recipients.Kind | Should -Be 'Bcc'
        [SmtpSoar.OutboxEntry] @{ State = 'Unknown' } | ConvertTo-Json | Should -Match '"State": *"Unknown"'
        New-SmtpAsset mail.example.org | ConvertTo-Json -WarningAction SilentlyContinue | Should -Match '"SslMethod": *"StartTls"'
    }

    It 'leaves the values what they were for scripts' {
        $recipient = [SmtpSoar.RecipientResult] @{ Kind = 'Bcc' }
        $recipient.Kind | Should -BeOfType ([SmtpSoar.RecipientKind])
        $recipient.Kind -eq 'Bcc' | Should -BeTrue
        [int] $recipient.Kind | Should -Be 2
    }
}
