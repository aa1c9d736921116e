namespace SmtpSoar.Module.Tests.Help.Examples;

/// <summary>
/// Commands that examples use and the hosted engine does not have: it comes with Microsoft.PowerShell.Core alone. Each does
/// what the example needs of it and no more; what would ask a person answers by itself.
/// </summary>
internal static class StandIns
{
    public const string Script = """
        function Resolve([string[]]$Path) {
            foreach ($one in $Path) { $provider = $null; $ExecutionContext.SessionState.Path.GetResolvedProviderPathFromPSPath($one, [ref]$provider) }
        }

        function Get-ChildItem([string[]]$Path = '.') {
            foreach ($one in Resolve $Path) { if ([IO.Directory]::Exists($one)) { [IO.DirectoryInfo]::new($one).GetFiles() } else { [IO.FileInfo]::new($one) } }
        }

        function Get-Content([string[]]$Path, [switch]$Raw) {
            foreach ($one in Resolve $Path) { if ($Raw) { [IO.File]::ReadAllText($one) } else { [IO.File]::ReadAllLines($one) } }
        }

        function Import-Csv([string]$Path) {
            $names, $rows = Get-Content $Path
            $names = $names -split ','
            foreach ($row in $rows) {
                $values, $entry = ($row -split ','), [ordered]@{}
                for ($i = 0; $i -lt $names.Count; $i++) { $entry[$names[$i]] = $values[$i] }
                [pscustomobject]$entry
            }
        }

        function ConvertFrom-Csv {
            param([Parameter(ValueFromPipeline)][string]$InputObject)
            begin { $rows = @() }
            process { $rows += $InputObject }
            end { Set-Content rows.csv $rows; Import-Csv rows.csv }
        }

        function Set-Content([string]$Path, [string[]]$Value) {
            [IO.File]::WriteAllLines($ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path), $Value)
        }

        function Select-Object { param([Parameter(Position = 0)][string[]]$Property, [Parameter(ValueFromPipeline)]$InputObject) process { $InputObject } }

        function Format-Table { param([Parameter(ValueFromPipeline)]$InputObject) process { $InputObject } }

        function Out-String { param([int]$Width, [Parameter(ValueFromPipeline)]$InputObject) begin { $all = '' } process { $all += "$InputObject`n" } end { $all } }

        function ConvertTo-Html { param([string]$Title, [string]$Head, [Parameter(ValueFromPipeline)]$InputObject) begin { '<html><body>' } process { "<p>$InputObject</p>" } end { '</body></html>' } }

        # So late that everything is old.
        function Get-Date { [datetime]::Now.AddYears(1) }

        function Split-Path([string]$Path) { [IO.Path]::GetDirectoryName($Path) }

        function Remove-Item([string]$Path, [switch]$Recurse) { [IO.Directory]::Delete($Path, $Recurse) }

        function Write-Warning([string]$Message) { }

        function Read-Host([string]$Prompt, [switch]$AsSecureString) { [Net.NetworkCredential]::new('', 'secret').SecurePassword }

        function Get-Credential { [pscredential]::new('soar@example.org', (Read-Host -AsSecureString)) }

        # Pester's words. What should be and is not, throws.
        function Describe([string]$Name, [scriptblock]$Fixture) { & $Fixture }

        function It([string]$Name, [scriptblock]$Test) { & $Test }

        function Should {
            param([Parameter(ValueFromPipeline)]$ActualValue, $Be, [string]$Match)
            process {
                if ($PSBoundParameters.ContainsKey('Be') -and $ActualValue -ne $Be) { throw "Expected $Be, but got $ActualValue." }
                if ($Match -and $ActualValue -notmatch $Match) { throw "Expected $Match in $ActualValue" }
            }
        }
        """;
}
