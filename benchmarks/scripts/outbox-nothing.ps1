# Loads the module and does nothing, until it is ended.
param($Manifest)
Import-Module $Manifest
[Threading.Thread]::Sleep(-1)
