#!/usr/bin/env bash
# The Debian package in a system of its own: built twice with equal bytes, lintian content, installed into a fresh
# bookworm that boots with systemd, started, asked (a PDF too, under the unit's sandbox), upgraded, purged. As root, on a
# machine that lets systemd-nspawn boot; some minutes. By hand.
#
#   tests/package.sh [FOLDER]      FOLDER keeps the fresh system for the next time
#   tests/package.sh --equal       builds twice in two folders, and compares; needs neither root nor systemd
#
# PACKAGES in the environment: a folder with packages that are built already; ONCE: no second build to compare with.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/samrad-package-test.XXXXXX")
only_equal=
[ "${1:-}" != --equal ] || { only_equal=yes && shift; }
fresh=${1:-$work/fresh}
mirror=${MIRROR:-http://deb.debian.org/debian}
version=$(dpkg-parsechangelog -l "$root/deploy/debian/changelog" -S Version)

end() {
        trap - EXIT
        rm -rf "$work"
}
trap end EXIT

fail() {
        echo "not ok $*"
        exit 1
}

# Builds once more, in another folder and at another time, and compares byte by byte.
compare_builds() {
        local package
        TMPDIR=$work "$root/deploy/package" "$work/second" >/dev/null
        for package in "$work"/first/*.deb; do
                cmp "$package" "$work/second/${package##*/}" || fail "two builds differ: ${package##*/}"
        done
        sha256sum "$work"/first/*.deb | sed 's|/.*/||'
        echo "ok two builds are equal"
}

# The next version: the same, but for its number.
next_version() {
        mkdir "$work/next"
        dpkg-deb -R "$work"/first/samrad_"$version"_*.deb "$work/next/tree"
        sed -i "s/^Version: .*/Version: $version+next/" "$work/next/tree/DEBIAN/control"
        dpkg-deb -b --root-owner-group "$work/next/tree" "$work/system/root/next.deb" >/dev/null
}

# Runs in the system that has booted, and leaves its findings in /root/out.
inside() {
        cat <<'EOF'
#!/bin/bash
set -uo pipefail
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
check() { local name=$1; shift; if "$@" >/root/last 2>&1; then echo "ok $name"; else echo "not ok $name"; tail -n 30 /root/last; fi; }
get() { curl -s --max-time 10 "http://127.0.0.1:8080$1"; }
answers() { local i; for i in $(seq 300); do get /health/ready >/dev/null && get /health/ready | grep -q . && return 0; sleep 0.2; done; journalctl -u samrad -n 20; return 1; }
version_is() { dpkg-query -W -f '${Version}' samrad | grep -qx "$1"; }

check install apt-get install -y -qq --no-install-recommends /root/samrad.deb /root/samrad-example.deb
check version samrad --version
check help samrad help check
check man test -s /usr/share/man/man1/samrad.1.gz
check completion bash -c '. /usr/share/bash-completion/completions/samrad; COMP_WORDS=(samrad ch); COMP_CWORD=1; _samrad; [ "${COMPREPLY[*]}" = check ]'
check settings-are-roots test "$(stat -c '%a %U' /etc/samrad/environment)" = '600 root'
check waits-for-the-database bash -c 'sleep 8; systemctl show -p ActiveState samrad | grep -q activating'
runuser -u postgres -- createuser --createrole samrad
runuser -u postgres -- createdb -O samrad -T template0 -E UTF8 samrad
check starts-by-itself answers
check notifies bash -c 'systemctl show -p Type,ActiveState,WatchdogUSec samrad | sort | tr "\n" " " | grep -q "ActiveState=active Type=notify WatchdogUSec=30s"'
check example bash -c 'cat /usr/share/samrad/example/*.ndjson | samrad-admin import -'
check asks bash -c 'curl -s http://127.0.0.1:8080/v1/bodies/sektorradet | grep -q Sektorr'
key=$(samrad-admin key create --name test --scopes samrad:admin)
printf '%s' "$key" >/root/key
check pdf-under-the-sandbox bash -c 'curl -s http://127.0.0.1:8080/v1/minutes/parse -H "Authorization: Bearer $(cat /root/key)" -H "Content-Type: application/pdf" --data-binary @/root/minutes.pdf | tee /root/pdf.json | grep -q "\"items\""; r=$?; cat /root/pdf.json; exit $r'
check sandbox bash -c 'systemd-analyze security samrad | tee /dev/stderr | grep -E "Overall exposure level for samrad.service: [01]\."'
watchdog=$(systemctl show -p NRestarts --value samrad)
kill -STOP "$(systemctl show -p MainPID --value samrad)"
check watchdog bash -c 'for i in $(seq 60); do [ "$(systemctl show -p NRestarts --value samrad)" -gt '"$watchdog"' ] && exit 0; sleep 1; done; exit 1'
check back-after-the-watchdog answers
check upgrade apt-get install -y -qq /root/next.deb
check is-next version_is "$(dpkg-deb -f /root/next.deb Version)"
check answers-after-the-upgrade answers
check same-register bash -c 'curl -s http://127.0.0.1:8080/v1/bodies/sektorradet | grep -q Sektorr'
check settings-stay test -s /etc/samrad/environment
check remove apt-get remove -y -qq samrad
check settings-stay-removed test -s /etc/samrad/environment
check purge apt-get purge -y -qq samrad samrad-example
check nothing-left bash -c '! ls -d /etc/samrad /usr/share/samrad /lib/systemd/system/samrad.service /etc/systemd/system/multi-user.target.wants/samrad.service 2>/dev/null | grep .'
check register-stays bash -c 'cd / && runuser -u postgres -- psql -qAt samrad -c "select count(*) from register.bodies" | grep -qv "^0$"'
systemctl poweroff
EOF
}

unit() {
        cat <<'EOF'
[Unit]
Wants=network-online.target postgresql.service
After=network-online.target postgresql.service
[Service]
Type=oneshot
Environment=HOME=/root
ExecStart=/root/inside
StandardOutput=file:/root/out
StandardError=file:/root/out
[Install]
WantedBy=multi-user.target
EOF
}

# What the units prove is proved by deploy/test.
export DEB_BUILD_OPTIONS=nocheck
if [ -n "${PACKAGES:-}" ]; then
        cp -r "$PACKAGES" "$work/first"
else
        "$root/deploy/package" "$work/first" >/dev/null
fi
if [ -n "$only_equal" ]; then
        compare_builds
        exit 0
fi
said=$(lintian --allow-root "$work"/first/*.changes 2>&1 | grep -E '^[EW]:' || true)
[ -z "$said" ] || fail "lintian: $said"
echo "ok lintian has no errors or warnings"

if [ ! -e "$fresh/etc/debian_version" ]; then
        debootstrap --variant=minbase --include=ca-certificates,systemd,systemd-sysv,dbus,curl,postgresql-15,iproute2 bookworm "$fresh" "$mirror" >"$work/debootstrap" 2>&1 ||
                fail "debootstrap: $(tail -n 3 "$work/debootstrap")"
        echo "deb $mirror bookworm main" >"$fresh/etc/apt/sources.list"
fi
# What is done to it is undone with it.
cp -a "$fresh" "$work/system"
cp /etc/resolv.conf "$work/system/etc/resolv.conf"
for name in samrad samrad-example; do cp "$work"/first/"$name"_"$version"_*.deb "$work/system/root/$name.deb"; done
next_version
node -e 'import(process.argv[1]).then(({ pdf }) => process.stdout.write(pdf(["Referat\n1) Informasjon\nHOD bes om en plan."])))' \
        "$root/tests/http/pdf.mjs" >"$work/system/root/minutes.pdf"
inside >"$work/system/root/inside"
chmod +x "$work/system/root/inside"
unit >"$work/system/etc/systemd/system/package-test.service"
systemctl --root="$work/system" enable package-test.service 2>/dev/null
timeout 900 systemd-nspawn -q -D "$work/system" --register=no --keep-unit -b </dev/null >"$work/boot" 2>&1 || true
[ -s "$work/system/root/out" ] || fail "the system did not boot: $(tail -n 5 "$work/boot")"
cat "$work/system/root/out"
! grep -q '^not ok' "$work/system/root/out" && grep -q '^ok register-stays' "$work/system/root/out" || exit 1

[ -n "${ONCE:-}" ] || compare_builds
