#!/bin/sh
# make bench: one CSV line per measure (measure,value,unit,compared with,ratio). Figures are only
# meaningful beside what they are compared with in the same run; nothing here passes or fails.
set -eu

susun=${SUSUN:?the built binary}
tools=${BENCH_TOOLS:?folder of bench_store and bench_screen}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
export HOME="$work" XDG_STATE_HOME="$work/state" XDG_CONFIG_HOME="$work/config" LC_ALL=C.UTF-8
rows=${BENCH_ROWS:-10000}

# milliseconds of a command, best of three
ms() {
    best=
    for turn in 1 2 3; do
        [ "$turn" = 1 ] || eval "${prepare:-:}"
        start=$(date +%s%N)
        "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
        end=$(date +%s%N)
        t=$(((end - start) / 10000))
        if [ -z "$best" ] || [ "$t" -lt "$best" ]; then best=$t; fi
    done
    echo "$best" | awk '{ printf "%.2f", $1 / 100 }'
}

line() { # measure value unit compared value2
    echo "$1,$2,$3,$4 $5 $3,$(echo "$2 $5" | awk '{ printf "%.2f", $1 / ($2 > 0 ? $2 : 1) }')"
}

echo "measure,value,unit,compared,ratio"
"$tools/bench_store" "$work"
"$tools/bench_merge" "$work"
"$tools/bench_search" "$work"

awk -v n="$rows" 'BEGIN {
    split("GOV1 GOV2 BRA1 ECO2 LIV3 SOC1 ENV2", sub_)
    print "nama,sub_dimensi,tahun,indikator,target,perkiraan_biaya"
    for (i = 1; i <= n; i++)
        printf "Program contoh nomor %d,%s,2026-%d,Cakupan layanan,%d persen,%d jt\n",
            i, sub_[i % 7 + 1], 2026 + i % 10, i % 100, i % 900 + 1
}' >"$work/program.csv"

"$susun" new "$work/a.susun" --region 73.22 --start 2026 --years 10 2>/dev/null
"$susun" import "$work/a.susun" --form program "$work/program.csv" >/dev/null 2>&1

prepare='rm -rf "$work/out.d"'
export_=$(ms "$susun" export "$work/a.susun" "$work/out.d" --form program)
shell=$(ms sqlite3 -readonly -header -csv "$work/a.susun" "SELECT * FROM program ORDER BY urutan")
line "export_$rows" "$export_" ms "sqlite3 -csv" "$shell"

prepare=
info=$(ms "$susun" info "$work/a.susun")
check=$(ms sqlite3 -readonly "$work/a.susun" "PRAGMA quick_check")
line "open_$rows" "$info" ms "sqlite3 quick_check" "$check"

sh "$(dirname "$0")/import.sh" "$work"
sh "$(dirname "$0")/export.sh" "$work"
sh "$(dirname "$0")/gather.sh" "$work"
sh "$(dirname "$0")/peers.sh" "$work"
