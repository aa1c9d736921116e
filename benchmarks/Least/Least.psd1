@{
    RootModule        = 'Least.dll'
    ModuleVersion     = '1.0'
    GUID              = '5a1b6d5e-0c0b-4b0e-8f52-7f0f6f6d2c4e'
    CmdletsToExport   = @('Send-LeastMail')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
