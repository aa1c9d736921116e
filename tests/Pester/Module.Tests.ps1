# The module as a whole: what it exports, its help, and that these tests use all of it.

BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    $commands = (Get-Module SmtpSoar).ExportedCmdlets.Keys | Sort-Object
    $topics = @('about_SmtpSoar') + @('Assets', 'Errors', 'Gmail', 'Microsoft365', 'Migration', 'OAuth', 'Outbox', 'Replies', 'Security', 'Templates' |
            ForEach-Object { "about_SmtpSoar_$_" })
}

BeforeAll { . "$PSScriptRoot/Common.ps1" }

Describe 'The module' {
    It 'exports what its manifest names, and nothing else' {
        $named = (Test-ModuleManifest $manifest).ExportedCmdlets.Keys | Sort-Object
        (Get-Module SmtpSoar).ExportedCommands.Keys | Sort-Object | Should -Be $named
    }

    It 'has approved verbs only' {
        $approved = (Get-Verb).Verb
        Get-Command -Module SmtpSoar | Where-Object { $approved -notcontains $_.Verb } | Should -BeNullOrEmpty
    }

    It 'can be removed and imported again' {
        # In a process of its own: the other tests need it.
        $run = "Import-Module '$manifest'; Remove-Module SmtpSoar; Import-Module '$manifest'; (Get-Command -Module SmtpSoar).Count"
        Invoke-Shell -Command $run | Should -Be (Get-Command -Module SmtpSoar).Count
    }
}

Describe 'The Pester tests' {
    It 'use each command that is exported' {
        $used = Get-ChildItem $PSScriptRoot -Filter *.Tests.ps1 | ForEach-Object {
            $ast = [Management.Automation.Language.Parser]::ParseFile($_.FullName, [ref]$null, [ref]$null)
            $ast.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true) | ForEach-Object { $_.GetCommandName() }
        }
        (Get-Module SmtpSoar).ExportedCmdlets.Keys | Where-Object { $used -notcontains $_ } | Should -BeNullOrEmpty
    }
}

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll { $help = Get-Help $_ -Full }

    It 'says what it does' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match '^\s*\w+-\w+ \['
        ($help.description | Out-String).Trim() | Should -Not -BeNullOrEmpty
    }

    It 'describes every parameter' {
        # What all commands have in common has its own topic.
        $common = [Management.Automation.Cmdlet]::CommonParameters
        $described = @($help.parameters.parameter | Where-Object { ($_.description | Out-String).Trim() } | ForEach-Object { $_.name })
        (Get-Command $_).Parameters.Keys | Where-Object { $common -notcontains $_ -and $described -notcontains $_ } | Should -BeNullOrEmpty
    }

    It 'has examples' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 4
        Get-Help $_ -Examples | Out-String | Should -Match $_
    }

    It 'names related commands and topics, and no address on the web' {
        $links = @($help.relatedLinks.navigationLink)
        $links.linkText | Should -Not -BeNullOrEmpty
        $links.linkText | Where-Object { -not (Get-Help $_ -ErrorAction SilentlyContinue) } | Should -BeNullOrEmpty
        $links.uri | Where-Object { $_ } | Should -BeNullOrEmpty
    }
}

Describe 'Get-Help <_>' -ForEach $topics {
    It 'is a topic with text' {
        (Get-Help $_ | Out-String).Length | Should -BeGreaterThan 500
    }
}
