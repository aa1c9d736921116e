@{
    Severity     = @('Error', 'Warning')
    ExcludeRules = @(
        # The examples, benchmarks and the build speak to a person at a console.
        'PSAvoidUsingWriteHost'
        # Test passwords for servers on the loopback address are no secrets.
        'PSAvoidUsingConvertToSecureStringWithPlainText'
        # Pester's BeforeAll sets what its It uses, which the analyzer does not see.
        'PSUseDeclaredVarsMoreThanAssignments'
        # Small functions of scripts: who runs a script wants what it does.
        'PSUseShouldProcessForStateChangingFunctions'
    )
    Rules        = @{
        PSUseCompatibleSyntax = @{
            Enable         = $true
            TargetVersions = @('5.1', '7.4')
        }
    }
}
