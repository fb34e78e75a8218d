# Shared by deploy/run and deploy/test: packages, the build, a private PostgreSQL cluster. Sourced, not run.

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
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

# Builds a target into a folder, configured when it is new. Arguments: the folder, the target, options of meson setup.
build() {
        local folder=$1 target=$2
        shift 2
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

# The same in the cluster's folder, which the user postgres may enter, as he may not enter every folder of root's. The
# programs of PostgreSQL hand paths to a shell: relative ones keep the folder's name out of it.
in_cluster() {
        (cd "$cluster" && as_postgres "$@")
}

# Sets socket, the folder of the cluster's socket: the cluster's own, unless the name of that is longer than a
# socket's address may be (107 bytes with the file's name), or holds what means something in a setting or an address.
choose_socket() {
        local LC_ALL=C owner
        owner=$([ "$(id -u)" = 0 ] && echo postgres || id -un)
        socket=$cluster
        case $socket in
        *[!A-Za-z0-9/._-]*) ;;
        *) [ ${#socket} -gt 85 ] || return 0 ;;
        esac
        socket=/tmp/samrad-$(id -u)-$(printf %s "$cluster" | sha256sum | cut -c 1-16)
        if mkdir -m 0755 "$socket" 2>/dev/null; then
                [ "$(id -u)" != 0 ] || chown postgres "$socket"
        fi
        # In /tmp anybody might have been there first.
        [ -d "$socket" ] && [ ! -L "$socket" ] && [ "$(stat -c %U "$socket")" = "$owner" ] ||
                die "$socket must be a folder of $owner"
}

# Whether the server of this cluster runs. After a power cut its process id may be another program's: then the file
# that names it would keep the server from starting.
cluster_runs() {
        local pid
        pid=$(head -n 1 "$cluster/data/postmaster.pid" 2>/dev/null) || return 1
        [ -e "/proc/$pid" ] || return 1
        [ "$(readlink "/proc/$pid/cwd")" = "$(cd "$cluster/data" && pwd -P)" ] && return 0
        rm -f "$cluster/data/postmaster.pid"
        return 1
}

# Makes the cluster beside its place, so that one whose making was broken off is never taken for whole.
make_cluster() {
        local new
        say "making a PostgreSQL cluster in $cluster"
        rm -rf "$cluster"/data.?????? || true
        new=$(in_cluster mktemp -d data.XXXXXX)
        in_cluster "$pg_bin/initdb" -D "$new" -U samrad -A trust -E UTF8 --locale=C.UTF-8 >/dev/null ||
                die "cannot make the cluster"
        mv -T "$cluster/$new" "$cluster/data"
}

# Starts a private cluster in a folder, made on first use, or takes over the one that a run left behind which was
# killed: reached through a socket only, by the user who made it. Sets cluster, socket and cluster_url.
start_cluster() {
        cluster=$1
        mkdir -p "$cluster"
        cluster=$(cd "$cluster" && pwd)
        chmod 0755 "$cluster"
        [ "$(id -u)" != 0 ] || chown postgres "$cluster"
        choose_socket
        [ -e "$cluster/data/PG_VERSION" ] || make_cluster
        if cluster_runs; then
                say "taking over the cluster that runs in $cluster"
        else
                in_cluster "$pg_bin/pg_ctl" -D data -l log -w -t 60 start >/dev/null \
                        -o "-c listen_addresses= -c unix_socket_directories=$socket -c unix_socket_permissions=0700 ${2:-}" ||
                        die "PostgreSQL does not start; see $cluster/log"
        fi
        cluster_url="postgresql://samrad@/samrad?host=$socket"
        "$pg_bin/pg_isready" -q -h "$socket" -U samrad -d postgres -t 60 || die "PostgreSQL does not answer; see $cluster/log"
        "$pg_bin/psql" -qAt -h "$socket" -U samrad -d postgres -c "select 1 from pg_database where datname = 'samrad'" |
                grep -q 1 || "$pg_bin/createdb" -h "$socket" -U samrad samrad
}

stop_cluster() {
        in_cluster "$pg_bin/pg_ctl" -D data -m fast -w stop >/dev/null
}
