#!/usr/bin/env bash
# Installs the given Debian or Ubuntu packages, if missing; requires root in that case.
set -euo pipefail

missing=()
for package in "$@"; do
	case $package in
	postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' ;;
	*) command -v "$package" ;;
	esac >/dev/null || missing+=("$package")
done
((${#missing[@]} == 0)) && exit
apt-get update -q
DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends "${missing[@]}"
