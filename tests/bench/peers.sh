# tests/bench/peers.sh WORK: Susun's table of 10,000 rows beside other programs with as many, in one run.
# WORK/a.susun and WORK/program.csv are there; SUSUN, BENCH_TOOLS and the folders of bench.sh are set.
# Prints measure,value,unit,compared with,ratio: first against the aims of the design, then against each.
set -eu
work=$1
rows=${BENCH_ROWS:-10000}

# So that the workbook opens on its table: the place it was left at.
uid=$(sqlite3 -readonly "$work/a.susun" "SELECT value FROM meta WHERE key = 'workbook_uid'")
mkdir -p "$XDG_STATE_HOME/susun/place"
printf 'program\n\n' > "$XDG_STATE_HOME/susun/place/$uid"

# one NAME KEYS-BEFORE MOVE TYPED COMMAND...: what is not installed is said and left out.
one()
{
    name=$1 before=$2 move=$3 typed=$4
    shift 4
    if command -v "$1" > /dev/null; then
        "$BENCH_TOOLS/bench_screen" "$name" 100 "$before" "$move" "$typed" -- "$@" >> "$work/measures"
    else
        echo "# $name is not installed: apt-get install $name (build-aux/packages-bench)"
    fi
}

: > "$work/measures"
one susun '' '\e[B' k "$SUSUN" "$work/a.susun"
one nano '' '\e[B' k nano "$work/program.csv"
one less '' '\e[B' '' less "$work/program.csv"
if command -v nnn > /dev/null; then
    mkdir -p "$work/files" "$XDG_CONFIG_HOME" # without the latter it does not start
    seq -f "$work/files/program-%05.0f" "$rows" | xargs touch
fi
one nnn '' '\e[B' '' nnn "$work/files"
if command -v calcurse > /dev/null; then
    mkdir "$work/calcurse"
    seq -f '[1] Program contoh nomor %.0f' "$rows" > "$work/calcurse/todo"
fi
one calcurse '\t\t' '\e[B' '' calcurse -D "$work/calcurse"
if command -v tig > /dev/null && command -v git > /dev/null; then
    git init -q "$work/git"
    awk -v n="$rows" 'BEGIN { for (i = 1; i <= n; i++) {
        text = "Program contoh nomor " i
        printf "commit refs/heads/main\ncommitter a <a@example.org> %d +0000\ndata %d\n%s\n", \
            1700000000 + i, length(text), text } }' | git -C "$work/git" fast-import --quiet
fi
one tig '' '\e[B' '' env -C "$work/git" tig main

awk 'BEGIN {
    aim["stable_screen"] = 50; aim["move_p95"] = 2; aim["typed_p95"] = 2; aim["move_bytes"] = 120
    aim["typed_bytes"] = 40; aim["private_memory"] = 6144; aim["paste_20k"] = 150; aim["idle_3s"] = 0
}
function ratio(a, b) { return b > 0 ? sprintf("%.2f", a / b) : a > 0 ? "more" : "1.00" }
$1 == "susun" {
    susun[$2] = $3
    if ($2 in aim)
        printf "screen_%s,%s,%s,aim %s %s,%s\n", $2, $3, $4, aim[$2], $4, ratio($3, aim[$2])
    else
        printf "screen_%s,%s,%s,,\n", $2, $3, $4
    next
}
$2 in susun { printf "screen_%s,%s,%s,%s %s %s,%s\n", $2, susun[$2], $4, $1, $3, $4, ratio(susun[$2], $3) }
' "$work/measures"
