#!/bin/sh
# export.sh FOLDER: tables of 50,000 and 200,000 rows (EXPORT_ROWS, the smaller one first) as packages with their
# checksums, beside sqlite3 -csv of the same columns: the two in turns, medians of five. Then the private memory of
# a whole package of 10,000 rows and more (EXPORT_MEMORY; 1000000 works, its workbook takes five minutes to make).
set -eu

susun=${SUSUN:?the built binary}
mkdir -p "$1/export"
cat > "$1/export.py" << 'END'
import csv, os, shutil, statistics, subprocess, sys, time
susun, work = sys.argv[1:3]
speeds, sizes = ([int(n) for n in os.environ.get(name, usual).split()]
                 for name, usual in (("EXPORT_ROWS", "50000 200000"), ("EXPORT_MEMORY", "10000 100000 400000")))
subs = "GOV1 GOV2 BRA1 ECO2 LIV3 SOC1 ENV2".split()
out = f"{work}/out"

def workbook(count):
    path = f"{work}/{count}.susun"
    if not os.path.exists(path):
        with open(f"{work}/rows.csv", "w") as file:
            file.write("nama,sub_dimensi,tahun,indikator,target,perkiraan_biaya\n")
            file.writelines(f"Program contoh nomor {i},{subs[i % 7]},2026-{2026 + i % 10},Cakupan layanan,"
                            f"{i % 100} persen,{i % 900 + 1} jt\n" for i in range(1, count + 1))
        quiet([susun, "new", path, "--region", "73.22", "--start", "2026", "--years", "10"])
        quiet([susun, "import", path, "--form", "program", f"{work}/rows.csv"])
    return path

def quiet(command, out=subprocess.DEVNULL):
    subprocess.run(command, check=True, stdout=out, stderr=subprocess.DEVNULL)

def timed(command, out=subprocess.DEVNULL):
    start = time.monotonic()
    quiet(command, out)
    return (time.monotonic() - start) * 1000

def ours(path):
    shutil.rmtree(out, ignore_errors=True)
    return timed([susun, "export", path, out, "--form", "program"])

def theirs(path, query):
    # into a file too; those that are sums of others, and codes and titles of other rows, are ours alone
    with open(f"{work}/theirs.csv", "w") as file:
        return timed(["sqlite3", "-readonly", "-header", "-csv", path, query], file)

def same_columns(path):
    ours(path)
    with open(f"{out}/data/program.csv", newline="") as file:
        heads = next(csv.reader(file))
    there = subprocess.run(["sqlite3", "-readonly", path, "SELECT name FROM pragma_table_info('program')"],
                           check=True, capture_output=True, text=True).stdout.split()
    return "SELECT %s FROM program ORDER BY urutan, id" % ", ".join(
        f'"{name}"' if name in there else f"'73.22' AS {name}" if name == "kode_wilayah" else f"NULL AS {name}"
        for name in heads)

def private(path):
    # the highest private memory seen (proc(5), smaps_rollup), asked every few milliseconds
    shutil.rmtree(out, ignore_errors=True)
    most = 0
    start = time.monotonic()
    with subprocess.Popen([susun, "export", path, out], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as p:
        while p.poll() is None:
            try:
                with open(f"/proc/{p.pid}/smaps_rollup") as file:
                    most = max(most, sum(int(line.split()[1]) for line in file if line.startswith("Private_")))
            except (OSError, ProcessLookupError):
                pass
            time.sleep(0.005)
    return most, time.monotonic() - start

for count in speeds:
    path = workbook(count)
    query, pairs = same_columns(path), []
    for _ in range(5):
        pairs.append((ours(path), theirs(path, query)))
    a, b = (statistics.median(turn) for turn in zip(*pairs))
    print(f"export_{count},{a:.2f},ms,sqlite3 -csv {b:.2f} ms,{a / b:.2f}", flush=True)
first = None
for count in sizes:
    most, seconds = private(workbook(count))
    first = first or most
    print(f"export_memory_{count},{most},KiB,{sizes[0]} rows {first} KiB,{most / first:.2f}", flush=True)
    print(f"# a package of {count} rows: {seconds:.1f} s", flush=True)
END
python3 "$1/export.py" "$susun" "$1/export"
rm -rf "$1/export"
