#!/usr/bin/env bash
# Makes sure that redis-server is there: the suites run against the real one.
set -euo pipefail

command -v redis-server >/dev/null && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing redis-server for the tests ..."
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null
    # The fixtures start servers of their own: keep the package from starting one.
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    apt-get install -y -qq --no-install-recommends redis-server >/dev/null
    exit 0
fi

echo "The tests need redis-server 7. Install it, for example with: sudo apt-get install -y redis-server" >&2
exit 2
