<#
.SYNOPSIS
Packs the desktop app for Windows as MSIX, for the Microsoft Store or for download.
.DESCRIPTION
Runs on Windows with a JDK 17 or newer and the Windows SDK (makepri, makeappx, signtool) on the path. Build the app first:
mvn -Dagent.system=windows-x86_64 -pl bundles/agent/agent-launcher -am -DskipTests install

What belongs to the publisher comes from the environment, and nothing of it is written anywhere:
CONNECTME_MSIX_IDENTITY    the package's name, as the Store gave it
CONNECTME_MSIX_PUBLISHER   the publisher, such as CN=…, as in the certificate
CONNECTME_SIGN_THUMBPRINT  the certificate in this machine's store; not for the Store, which signs by itself
CONNECTME_PUBLISHER        the public key of who signs new versions of the bundles; not for the Store
CONNECTME_TIMESTAMP_URL    the RFC 3161 service that dates the signature; not for the Store
.PARAMETER App
The folder target/app.
.PARAMETER Server
The address that the package is for, such as https://help.example.com.
.PARAMETER Target
The .msix to write.
.PARAMETER Store
Leaves it unsigned, for upload.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)] [string] $App,
    [Parameter(Mandatory = $true)] [string] $Server,
    [Parameter(Mandatory = $true)] [string] $Target,
    [switch] $Store
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Get-Setting([string] $Name) {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrEmpty($value)) {
        throw "$Name is not set."
    }
    return $value
}

function Get-Fact([string] $Name) {
    $line = Get-Content -Path (Join-Path -Path $packaging -ChildPath 'package.properties') -Encoding UTF8 |
        Where-Object { $_.StartsWith("$Name=") } |
        Select-Object -First 1
    if ($null -eq $line) {
        throw "package.properties says no $Name."
    }
    return $line.Substring($Name.Length + 1)
}

function Invoke-Tool([string] $Tool, [string[]] $Arguments) {
    & $Tool @Arguments
    if ($LASTEXITCODE -ne 0) {
        throw "$Tool ended with $LASTEXITCODE."
    }
}

$packaging = Split-Path -Path $PSScriptRoot -Parent
$identity = Get-Setting 'CONNECTME_MSIX_IDENTITY'
$publisher = Get-Setting 'CONNECTME_MSIX_PUBLISHER'
if (-not $Store) {
    $thumbprint = Get-Setting 'CONNECTME_SIGN_THUMBPRINT'
    $timestamp = Get-Setting 'CONNECTME_TIMESTAMP_URL'
    $signer = Get-Setting 'CONNECTME_PUBLISHER'
}

$name = Get-Fact 'name'
$launcher = Get-ChildItem -Path (Join-Path -Path $App -ChildPath 'lib') -Filter 'agent-launcher-*.jar' |
    Select-Object -First 1
if ($null -eq $launcher) {
    throw "There is no app in $App."
}
if (-not (Get-ChildItem -Path (Join-Path -Path $App -ChildPath 'lib') -Filter 'webrtc-java-*-windows-x86_64.jar')) {
    throw "The app in $App was not built with -Dagent.system=windows-x86_64."
}
$version = $launcher.BaseName -replace '^agent-launcher-', '' -replace '-SNAPSHOT$', ''

$work = Join-Path -Path ([IO.Path]::GetTempPath()) -ChildPath ([IO.Path]::GetRandomFileName())
New-Item -ItemType Directory -Path $work | Out-Null
try {
    $icons = Join-Path -Path $work -ChildPath 'icons'
    $svg = Join-Path -Path $packaging -ChildPath 'linux/connectme-customer.svg'
    Invoke-Tool 'java' @((Join-Path -Path $packaging -ChildPath 'Icons.java'), $svg, 'windows', $icons)

    # jdk.accessibility carries the bridge to screen readers, which is for Windows alone.
    $runtime = Join-Path -Path $work -ChildPath 'runtime'
    Invoke-Tool 'jlink' @('--add-modules', "$(Get-Fact 'modules'),jdk.accessibility", "--include-locales=$(Get-Fact 'locales')",
        '--strip-debug', '--no-header-files', '--no-man-pages', '--compress=2', '--output', $runtime)

    $packed = @('--type', 'app-image', '--name', $name, '--app-version', $version, '--vendor', (Get-Fact 'vendor'),
        '--input', (Join-Path -Path $App -ChildPath 'lib'), '--main-jar', $launcher.Name,
        '--main-class', (Get-Fact 'main'), '--runtime-image', $runtime,
        '--icon', (Join-Path -Path $icons -ChildPath 'app.ico'), '--dest', $work,
        '--java-options', '-Djavax.accessibility.assistive_technologies=com.sun.java.accessibility.AccessBridge')
    foreach ($option in (Get-Fact 'options').Split(' ')) {
        $packed += @('--java-options', $option)
    }
    Invoke-Tool 'jpackage' $packed

    $image = Join-Path -Path $work -ChildPath $name
    $inside = Join-Path -Path $image -ChildPath 'app'
    Copy-Item -Path (Join-Path -Path $App -ChildPath 'bundles') -Destination $inside -Recurse
    $settings = "server=$Server`n"
    if (-not $Store) {
        $settings += "publisher=$signer`nserial=$([DateTimeOffset]::UtcNow.ToUnixTimeSeconds())`n"
    }
    [IO.File]::WriteAllText((Join-Path -Path $inside -ChildPath 'app.properties'), $settings)
    Copy-Item -Path (Join-Path -Path $icons -ChildPath 'Assets') -Destination $image -Recurse
    Copy-Item -Path (Join-Path -Path $PSScriptRoot -ChildPath 'Strings') -Destination $image -Recurse

    $manifest = [IO.File]::ReadAllText((Join-Path -Path $PSScriptRoot -ChildPath 'AppxManifest.xml'))
    $filled = @{
        '@IDENTITY@'  = $identity
        '@PUBLISHER@' = [Security.SecurityElement]::Escape($publisher)
        '@VERSION@'   = $version
        '@VENDOR@'    = Get-Fact 'vendor'
        '@NAME@'      = $name
    }
    foreach ($place in $filled.Keys) {
        $manifest = $manifest.Replace($place, $filled[$place])
    }
    [IO.File]::WriteAllText((Join-Path -Path $image -ChildPath 'AppxManifest.xml'), $manifest)

    $configuration = Join-Path -Path $work -ChildPath 'priconfig.xml'
    Invoke-Tool 'makepri' @('createconfig', '/cf', $configuration, '/dq', 'en-us', '/o')
    Invoke-Tool 'makepri' @('new', '/pr', $image, '/cf', $configuration, '/of',
        (Join-Path -Path $image -ChildPath 'resources.pri'), '/o')
    # The pictures and the compiled texts are what is read; their sources stay out.
    Remove-Item -Path (Join-Path -Path $image -ChildPath 'Strings') -Recurse
    Invoke-Tool 'makeappx' @('pack', '/d', $image, '/p', $Target, '/o')
    if (-not $Store) {
        Invoke-Tool 'signtool' @('sign', '/fd', 'SHA256', '/sha1', $thumbprint, '/tr', $timestamp, '/td', 'SHA256', $Target)
        Invoke-Tool 'signtool' @('verify', '/pa', $Target)
    }
    Write-Output $Target
}
finally {
    Remove-Item -Path $work -Recurse -Force
}
