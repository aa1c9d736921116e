# Makes the tables of an outbox.
param($Manifest, $Outbox)
Import-Module $Manifest
$null = Initialize-SoarOutbox $Outbox
