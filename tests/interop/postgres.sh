# A PostgreSQL server of a test's own on loopback, with an ordinary user and her database:
# `. postgres.sh`, then postgres_start; PGHOST and the like then lead there. It ends with the test.

postgres_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)

# PostgreSQL does not run as root: root lends it to the user its package makes.
postgres_as()
{
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

postgres_stop()
{
    postgres_as "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate stop > /dev/null 2>&1
    rm -rf "$postgres_folder"
}

postgres_start()
{
    # Not in the test's own folder: another user has to reach it.
    postgres_folder=$(mktemp -d /tmp/susun-postgres.XXXXXX) || return 1
    trap 'postgres_stop' EXIT
    [ "$(id -u)" -ne 0 ] || chown postgres: "$postgres_folder"
    postgres_port=$(node -e '
        const server = require("net").createServer().listen(0, "127.0.0.1", () => {
            console.log(server.address().port);
            server.close();
        });') || return 1
    (cd / && postgres_as "$postgres_bin/initdb" -D "$postgres_folder/data" -U owner --auth=trust \
        -E UTF8 --locale=C.UTF-8 &&
        postgres_as "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -w -l "$postgres_folder/log" \
            -o "-p $postgres_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_folder -c fsync=off" \
            start) > "$TMPDIR/postgres.log" 2>&1 || { cat "$TMPDIR/postgres.log"; return 1; }
    export PGHOST=127.0.0.1 PGPORT="$postgres_port"
    psql -X -q -U owner -d postgres -c 'CREATE ROLE susun LOGIN' -c 'CREATE DATABASE susun OWNER susun' || return 1
    export PGUSER=susun PGDATABASE=susun PGCLIENTENCODING=UTF8
}
