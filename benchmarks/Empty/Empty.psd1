@{
    RootModule        = 'Empty.dll'
    ModuleVersion     = '1.0'
    GUID              = 'd0a6c1a8-6f0b-4a37-9b7e-2b1f3a0c5d11'
    CmdletsToExport   = @('Get-Nothing')
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
