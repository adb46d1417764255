#!/usr/bin/env bash
# Records the logs that the simulator hands out, but for those that write.py writes. Run it to make them anew:
#
#     crates/huaweicloud-logs-sim/logs/record.sh
#
# Needs Debian's packages postgresql and redis-server; as root it installs what is missing. As root it
# also runs the servers as the user "postgres", because PostgreSQL refuses to run as root.
#
#   postgresql.log           written by a real PostgreSQL server while clients make mistakes
#   redis-1.log … -3.log     written by a real Redis server, one server run a file
#   mongod-1.log … -3.log    in the structured JSON format of MongoDB 4.4, written by this script,
#                            because Debian has no package of that server; the same on every run
#   server-dump.tar.gz       a server's one-click dump, invented; the same on every run
#
# The real logs carry the time and the process ids of the recording, so they differ from run to run.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# A neutral name: the servers write some paths into their logs.
work=/tmp/db
export LC_ALL=C.UTF-8 TZ=UTC

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
command -v redis-server >/dev/null || missing+=(redis-server)
if ((${#missing[@]})); then
    if ((EUID != 0)); then
        echo "record.sh: missing Debian packages: ${missing[*]}; install them or run this as root" >&2
        exit 1
    fi
    # Runlevel 1 keeps the packages from starting their own servers.
    apt-get update -qq
    RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

as_server() {
    if ((EUID == 0)); then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

if [[ -e $work ]]; then
    echo "record.sh: $work exists already; remove it first" >&2
    exit 1
fi
started=()
clean_up() {
    for pid_file in "${started[@]}"; do
        [[ -s $pid_file ]] && kill "$(head -n 1 "$pid_file")" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean_up EXIT
mkdir "$work"
((EUID == 0)) && chown postgres "$work"
cd "$work"

record_postgresql() {
    local bin port=54329
    bin=$(compgen -G '/usr/lib/postgresql/*/bin' | sort -V | tail -n 1)
    as_server "$bin/initdb" --pgdata=data --username=root --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
    as_server tee -a data/postgresql.conf >/dev/null <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
logging_collector = off
log_timezone = 'UTC'
log_line_prefix = '%m [%p] %q%u@%d '
log_connections = on
log_disconnections = on
log_checkpoints = on
log_lock_waits = on
deadlock_timeout = 200ms
log_min_duration_statement = 100
log_statement = 'ddl'
max_connections = 20
CONF
    as_server tee data/pg_hba.conf >/dev/null <<CONF
host all root 127.0.0.1/32 trust
host all all  127.0.0.1/32 scram-sha-256
CONF
    start() { as_server "$bin/pg_ctl" --pgdata=data --wait --silent --log=postgresql.log start; }
    stop() { as_server "$bin/pg_ctl" --pgdata=data --wait --silent --mode="$1" stop; }
    # Every mistake below is wanted, so psql's own complaints and exit codes are not.
    sql() { PGOPTIONS='' "$bin/psql" --no-psqlrc --quiet --host=127.0.0.1 --port=$port "$@" >/dev/null 2>&1 || true; }
    root() { sql --username=root --dbname="$1" --command="$2"; }

    started+=("$work/data/postmaster.pid")
    start
    root postgres "CREATE ROLE app LOGIN PASSWORD 'app'"
    root postgres "CREATE DATABASE shop OWNER app"
    root shop "CREATE TABLE orders (id bigint PRIMARY KEY, customer text NOT NULL, total numeric(10,2) CHECK (total >= 0)); GRANT ALL ON orders TO app"
    root shop "INSERT INTO orders SELECT i, 'customer ' || i, i * 1.5 FROM generate_series(1, 20000) i"

    PGPASSWORD=wrong sql --username=app --dbname=shop --command='SELECT 1'
    PGPASSWORD=app sql --username=app --dbname=warehouse --command='SELECT 1'
    PGPASSWORD=app sql --username=nobody --dbname=shop --command='SELECT 1'

    local round
    for round in 1 2 3 4 5 6; do
        PGPASSWORD=app sql --username=app --dbname=shop <<SQL
SELEC * FROM orders;
SELECT * FROM order_items WHERE id = $round;
SELECT colour FROM orders;
INSERT INTO orders VALUES ($round, 'twice', 1);
INSERT INTO orders VALUES (9000$round, NULL, 1);
INSERT INTO orders VALUES (9000$round, 'less than nothing', -$round);
SELECT total / 0 FROM orders WHERE id = $round;
SELECT 'eleven'::int;
SELECT id, customer,
       total
  FROM orders
 WHERE customer = '客户 № $round'
   AND no_such_function(total);
BEGIN; SELECT 1/0; SELECT count(*) FROM orders; ROLLBACK;
SET statement_timeout = '120ms'; SELECT pg_sleep(5); RESET statement_timeout;
SELECT pg_sleep(0.11);
DROP TABLE pg_catalog.pg_class;
SQL
        root shop "UPDATE orders SET total = total + 1; CHECKPOINT"
    done

    # Two sessions that wait for each other: a lock wait, then a deadlock.
    PGPASSWORD=app sql --username=app --dbname=shop --command="BEGIN; UPDATE orders SET total = 1 WHERE id = 1; SELECT pg_sleep(0.5); UPDATE orders SET total = 1 WHERE id = 2; COMMIT" &
    local first=$!
    PGPASSWORD=app sql --username=app --dbname=shop --command="BEGIN; UPDATE orders SET total = 2 WHERE id = 2; SELECT pg_sleep(0.5); UPDATE orders SET total = 2 WHERE id = 1; COMMIT"
    wait "$first"

    # A statement cancelled and a session ended by an administrator.
    PGPASSWORD=app sql --username=app --dbname=shop --command='SELECT pg_sleep(30)' &
    local sleeper=$!
    sleep 0.5
    root postgres "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE usename = 'app'"
    wait "$sleeper"
    PGPASSWORD=app sql --username=app --dbname=shop --command='SELECT pg_sleep(30)' &
    sleeper=$!
    sleep 0.5
    root postgres "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'"
    wait "$sleeper"

    stop fast
    start
    root shop "ALTER SYSTEM SET work_mem = '8MB'"
    root shop "SELECT pg_reload_conf()"
    stop immediate # leaves work for the recovery that the next start logs
    start
    root shop "SELECT count(*) FROM orders"
    stop fast
    cp postgresql.log "$here/postgresql.log"
}

record_redis() {
    local port=63799
    cli() { redis-cli -h 127.0.0.1 -p "$port" "$@" >/dev/null; }
    # What a log line says is waited for, rather than a time.
    until_logged() {
        local tries
        for tries in {1..200}; do
            grep -q "$2" "$1" 2>/dev/null && return
            sleep 0.05
        done
        echo "record.sh: $1 never said '$2' ($tries tries)" >&2
        exit 1
    }
    launch() {
        local name=$1
        shift
        as_server redis-server --dir "$work" --bind 127.0.0.1 --daemonize yes --pidfile "$work/$name.pid" \
            --logfile "$work/$name.log" --loglevel verbose --dbfilename "${name%%-*}.rdb" --always-show-logo yes "$@"
        started+=("$work/$name.pid")
        until_logged "$work/$name.log" 'Ready to accept connections'
    }
    finish() {
        cli shutdown "$2" || true
        until_logged "$work/$1.log" 'bye bye'
    }

    # Run 1: snapshots.
    launch redis-1 --port $port --save '3600 1 1 100' --appendonly no
    cli debug populate 5000 key 100
    cli set greeting hello
    cli bgsave
    until_logged redis-1.log 'Background saving terminated with success'
    for key in {1..120}; do echo "SET counter:$key $key"; done | cli
    cli config set maxmemory 64mb
    cli flushall
    finish redis-1 save

    # Run 2: the append-only file and its rewrite.
    launch redis-2 --port $port --save '' --appendonly yes --appenddirname aof
    for key in {1..500}; do echo "RPUSH list:$((key % 7)) $key"; done | cli
    cli bgrewriteaof
    until_logged redis-2.log 'Background AOF rewrite finished successfully'
    cli debug sleep 0.1
    finish redis-2 nosave

    # Run 3: a replica attaches, falls off and is not missed.
    launch redis-3 --port $port --save '3600 1' --appendonly no --repl-diskless-sync-delay 0
    cli debug populate 2000 key 200
    launch replica --port $((port + 1)) --replicaof "127.0.0.1 $port" --save ''
    until_logged redis-3.log 'Synchronization with replica .* succeeded'
    redis-cli -h 127.0.0.1 -p $((port + 1)) shutdown nosave >/dev/null || true
    until_logged replica.log 'bye bye'
    until_logged redis-3.log 'Connection with replica .* lost'
    cli client kill type normal || true
    finish redis-3 save

    cp redis-1.log redis-2.log redis-3.log "$here/"
}

# One line of MongoDB's structured log. Second 0 is 08:00 on a day in 2026, so that nothing depends on the clock.
mongod_line() { # second, severity, component, id, context, message, attributes or ""
    local attr=
    [[ -n $7 ]] && attr=",\"attr\":$7"
    mongod_lines=$((mongod_lines + 1))
    printf '{"t":{"$date":"2026-01-15T%02d:%02d:%02d.%03d+00:00"},"s":"%s",  "c":%-11s"id":%s,   "ctx":"%s","msg":"%s"%s}\n' \
        $((8 + $1 / 3600)) $(($1 / 60 % 60)) $(($1 % 60)) $((mongod_lines % 1000)) \
        "$2" "\"$3\"," "$4" "$5" "$6" "$attr"
}

write_mongod() {
    local node=$1 ip=192.168.0.$((30 + $1)) at=0 conn=0 i remote
    mongod_lines=0
    mongod_line $((at)) I CONTROL 4615611 initandlisten "MongoDB starting" \
        "{\"pid\":$((1200 + node)),\"port\":8635,\"dbPath\":\"/var/lib/mongodb\",\"architecture\":\"64-bit\",\"host\":\"replica_node_$node\"}"
    mongod_line $((at)) I CONTROL 23403 initandlisten "Build Info" \
        '{"buildInfo":{"version":"4.4.29","gitVersion":"f4dda329a99811c707eb06d05ad023599f9be263","modules":[],"allocator":"tcmalloc","environment":{"distarch":"x86_64","target_arch":"x86_64"}}}'
    mongod_line $((at)) I STORAGE 22315 initandlisten "Opening WiredTiger" '{"config":"create,cache_size=2048M,session_max=33000,eviction=(threads_min=4,threads_max=4)"}'
    mongod_line $((at + 1)) W CONTROL 22120 initandlisten "Access control is not enabled for the database. Read and write access to data and configuration is unrestricted" '{"tags":["startupWarnings"]}'
    mongod_line $((at + 2)) I NETWORK 23015 listener "Listening on" "{\"address\":\"$ip\"}"
    mongod_line $((at + 2)) I NETWORK 23016 listener "Waiting for connections" '{"port":8635,"ssl":"off"}'
    mongod_line $((at + 3)) I REPL 21392 ReplCoord-0 "New replica set config in use" \
        '{"config":{"_id":"replica","version":1,"term":1,"members":[{"_id":0,"host":"192.168.0.31:8635"},{"_id":1,"host":"192.168.0.32:8635"},{"_id":2,"host":"192.168.0.33:8635"}]}}'
    mongod_line $((at + 3)) I REPL 21358 ReplCoord-0 "Replica set state transition" '{"newState":"STARTUP2","oldState":"STARTUP"}'
    mongod_line $((at + 4)) I REPL 21358 ReplCoord-0 "Replica set state transition" '{"newState":"SECONDARY","oldState":"RECOVERING"}'
    if ((node == 1)); then
        mongod_line $((at + 14)) I ELECTION 4615652 ReplCoord-1 "Starting an election, since we've seen no PRIMARY in election timeout period" '{"electionTimeoutPeriodMillis":10000}'
        mongod_line $((at + 14)) I ELECTION 21450 ReplCoord-1 "Election succeeded, assuming primary role" '{"term":1}'
        mongod_line $((at + 14)) I REPL 21358 ReplCoord-1 "Replica set state transition" '{"newState":"PRIMARY","oldState":"SECONDARY"}'
    fi
    # The nodes' logs are of different length, so that no two can be taken for each other.
    for ((i = 1; i <= 12 + 5 * node; i++)); do
        at=$((20 + i * 17))
        conn=$((conn + 1))
        remote=192.168.0.$((100 + i % 9)):$((40000 + i * 13))
        mongod_line $at I NETWORK 22943 listener "Connection accepted" "{\"remote\":\"$remote\",\"connectionId\":$conn,\"connectionCount\":$((i % 4 + 1))}"
        mongod_line $at I NETWORK 51800 "conn$conn" "client metadata" "{\"remote\":\"$remote\",\"client\":\"conn$conn\",\"doc\":{\"driver\":{\"name\":\"PyMongo\",\"version\":\"3.13.0\"},\"os\":{\"type\":\"Linux\"}}}"
        if ((i % 3 == 0)); then
            mongod_line $((at + 3)) I COMMAND 51803 "conn$conn" "Slow query" "{\"type\":\"command\",\"ns\":\"shop.orders\",\"command\":{\"find\":\"orders\",\"filter\":{\"customer\":\"客户 $i\"},\"\$db\":\"shop\"},\"planSummary\":\"COLLSCAN\",\"keysExamined\":0,\"docsExamined\":$((i * 4321)),\"nreturned\":$i,\"durationMillis\":$((100 + i * 11))}"
        fi
        if ((i % 5 == 0)); then
            mongod_line $((at + 5)) I ACCESS 20249 "conn$conn" "Authentication failed" "{\"mechanism\":\"SCRAM-SHA-256\",\"speculative\":false,\"principalName\":\"report\",\"authenticationDatabase\":\"admin\",\"remote\":\"$remote\",\"error\":\"AuthenticationFailed: SCRAM authentication failed, storedKey mismatch\"}"
        fi
        if ((i % 7 == 0)); then
            mongod_line $((at + 6)) E WRITE 20883 "conn$conn" "Interrupted operation as its client disconnected" "{\"opId\":$((9000 + i))}"
        fi
        mongod_line $((at + 7)) I NETWORK 22944 "conn$conn" "Connection ended" "{\"remote\":\"$remote\",\"connectionId\":$conn,\"connectionCount\":$((i % 4))}"
    done
    mongod_line $((at + 30)) I CONTROL 23377 SignalHandler "Received signal" '{"signal":15,"error":"Terminated"}'
    mongod_line $((at + 31)) I CONTROL 20565 SignalHandler "Now exiting" ''
    mongod_line $((at + 31)) I CONTROL 23138 SignalHandler "Shutting down" '{"exitCode":0}'
}

pack_server_dump() {
    local dump=$work/dump/dump_info i
    mkdir -p "$dump"/{AppDump/sensor_alarm,AppDump/FruData,LogDump,RTOSDump}
    {
        echo 'ID,Generated time,Event description,Level,Status,Event code'
        for i in {1..80}; do
            printf '%d,2026-01-%02d %02d:%02d:%02d,%s\n' "$i" $((i % 28 + 1)) $((i * 7 % 24)) $((i * 13 % 60)) $((i * 29 % 60)) \
                "$(case $((i % 5)) in
                    0) echo 'The temperature of CPU1 exceeds the minor alarm threshold.,Minor,Asserted,0x01000009' ;;
                    1) echo 'The temperature of CPU1 exceeds the minor alarm threshold.,Minor,Deasserted,0x01000009' ;;
                    2) echo 'AC input of power supply 2 is lost.,Major,Asserted,0x0300000D' ;;
                    3) echo 'AC input of power supply 2 is lost.,Major,Deasserted,0x0300000D' ;;
                    4) echo 'Correctable ECC errors of DIMM010 reached the limit.,Minor,Asserted,0x01000017' ;;
                esac)"
        done
    } >"$dump/AppDump/sensor_alarm/sel.csv"
    {
        echo 'sensor id | sensor name      | value      | unit       | status | lnr     | lc      | lnc     | unc     | uc      | unr'
        for i in {1..40}; do
            printf '0x%02x      | %-16s | %-10s | %-10s | ok     | na      | na      | na      | %-7s | na      | na\n' \
                "$i" "Sensor $i Temp" "$((25 + i % 17)).000" 'degrees C' "$((80 + i % 9)).000"
        done
    } >"$dump/AppDump/sensor_alarm/sensor_info.txt"
    cat >"$dump/AppDump/FruData/fru_info.txt" <<'FRU'
FRU Device Description : Builtin FRU Device (ID 0)
 Chassis Type          : Rack Mount Chassis
 Board Mfg             : Example
 Board Product         : Simulated board
 Board Serial          : SIM0000000000000001
 Product Name          : Simulated 2U server
 Product Serial        : 2102SIM00000000001
FRU
    for i in {1..120}; do
        printf '2026-01-%02d %02d:%02d:%02d %s : %s\n' $((i % 28 + 1)) $((i * 5 % 24)) $((i * 11 % 60)) $((i * 17 % 60)) \
            "$([[ $((i % 6)) == 0 ]] && echo WARN || echo INFO)" "fan_mgnt, fan $((i % 4 + 1)) speed set to $((35 + i % 40)) percent"
    done >"$dump/LogDump/maintenance_log"
    for i in {1..60}; do
        printf '2026-01-%02d %02d:%02d:%02d,IPMI,%s@HOST,%s\n' $((i % 28 + 1)) $((i * 3 % 24)) $((i * 19 % 60)) $((i * 23 % 60)) \
            Administrator "Set boot option to default successfully ($i)"
    done >"$dump/LogDump/operate_log"
    cat >"$dump/RTOSDump/versioninfo.txt" <<'VERSION'
Product          : Simulated 2U server
Active BMC       : (U68) 3.10.12.05
Active BIOS      : (U75) 1.82
SDK              : 8.2.8
VERSION
    printf 'dump time: 2026-01-15 08:30:45\nresult: all modules collected\n' >"$dump/dump_log"
    chmod -R u=rwX,go=rX "$dump"

    tar --directory="$work/dump" --sort=name --mtime='2026-01-15 08:30:45Z' --owner=0 --group=0 --numeric-owner \
        --format=ustar --create dump_info | gzip --no-name --best >"$here/server-dump.tar.gz"
}

record_postgresql
record_redis
for node in 1 2 3; do
    write_mongod "$node" >"$here/mongod-$node.log"
done
pack_server_dump
chmod 644 "$here"/*.log "$here"/*.gz
ls -l "$here"
