# Shared by deploy/run and deploy/test: packages, the build, a private PostgreSQL cluster. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
pg_bin=/usr/lib/postgresql/15/bin

say() {
        printf 'samrad: %s\n' "$*" >&2
}

die() {
        say "$*"
        exit 70
}

# Runs a command as root: directly, or through sudo.
as_root() {
        if [ "$(id -u)" = 0 ]; then
                "$@"
        elif command -v sudo >/dev/null; then
                sudo "$@"
        else
                die "packages are missing and there is no sudo; as root: apt-get install $missing"
        fi
}

# Installs what is missing of the named groups in deploy/packages.
install_packages() {
        local group package packages=() wanted=()
        for group in "$@"; do
                read -ra packages <<<"$(sed -n "s/^$group: //p" "$root/deploy/packages")"
                for package in "${packages[@]}"; do
                        # A node or npm from elsewhere serves as well as Debian's.
                        case $package in nodejs) command -v node >/dev/null && continue ;; npm) command -v npm >/dev/null && continue ;; esac
                        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || wanted+=("$package")
                done
        done
        [ ${#wanted[@]} = 0 ] && return
        missing="${wanted[*]}"
        say "installing $missing"
        # Debian makes a cluster of its own when PostgreSQL is installed; ours is private.
        if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
                as_root mkdir -p /etc/postgresql-common
                echo 'create_main_cluster = false' | as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
        fi
        as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" >/dev/null ||
                die "apt-get could not install $missing"
}

# What the page at /docs is made with: once for each lock file, so that a second start needs no network.
install_documentation() {
        local folder=$root/openapi/docs
        cmp -s "$folder/package-lock.json" "$folder/node_modules/.lock" && return
        say "getting what the documentation is made with"
        (cd "$folder" && npm ci --silent) || die "npm could not get what the documentation is made with"
        cp "$folder/package-lock.json" "$folder/node_modules/.lock"
}

# Builds a target into a folder, configured once. Arguments: the folder, the target, options of meson setup.
build() {
        local folder=$1 target=$2
        shift 2
        install_documentation
        [ -e "$folder/build.ninja" ] || meson setup "$folder" "$root" "$@" >/dev/null || die "cannot configure the build"
        ninja -C "$folder" --quiet "$target" || die "cannot build"
}

# PostgreSQL does not run as root. Root lets the user postgres do it; anybody else is that user.
as_postgres() {
        if [ "$(id -u)" = 0 ]; then
                runuser -u postgres -- "$@"
        else
                "$@"
        fi
}

# Starts a private cluster in a folder, made on first use: reached through a socket in that folder only, by the
# user who made it. Sets cluster and cluster_url.
start_cluster() {
        cluster=$1
        local settings="-c listen_addresses='' -c unix_socket_directories='$cluster' -c unix_socket_permissions=0700 ${2:-}"
        [ "$(id -u)" = 0 ] && settings="$settings -c unix_socket_permissions=0777"
        mkdir -p "$cluster"
        chmod 0755 "$cluster"
        [ "$(id -u)" = 0 ] && chown postgres "$cluster"
        if [ ! -e "$cluster/data/PG_VERSION" ]; then
                say "making a PostgreSQL cluster in $cluster"
                as_postgres "$pg_bin/initdb" -D "$cluster/data" -U samrad -A trust -E UTF8 --locale=C.UTF-8 >/dev/null ||
                        die "cannot make the cluster"
        fi
        as_postgres "$pg_bin/pg_ctl" -D "$cluster/data" -l "$cluster/log" -o "$settings" -w -t 60 start >/dev/null ||
                die "PostgreSQL does not start; see $cluster/log"
        cluster_url="postgresql://samrad@/samrad?host=$cluster"
        "$pg_bin/psql" -qAt -h "$cluster" -U samrad -d postgres -c "select 1 from pg_database where datname = 'samrad'" |
                grep -q 1 || "$pg_bin/createdb" -h "$cluster" -U samrad samrad
}

stop_cluster() {
        as_postgres "$pg_bin/pg_ctl" -D "$cluster/data" -m fast -w stop >/dev/null
}
