param($Manifest)
Import-Module $Manifest
