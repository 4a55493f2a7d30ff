#!/bin/sh
# import.sh FOLDER: a form's CSV (IMPORT rows, 100,000 when it is not set) into an empty workbook with its journal,
# beside .import of the shell into a plain table with the same columns; the same journal rows by a plain INSERT ...
# SELECT, which is the least a journal of cells can cost; and the memory at a tenth and at all of the rows.
# Processor time, medians of turns.
set -eu

susun=${SUSUN:?the built binary}
work=$1/import
rows=${IMPORT:-100000}
rm -rf "$work"
mkdir "$work"

# measure.py: the table, the turns, the lines
cat > "$work/measure.py" << 'END_OF_PYTHON'
import os, resource, statistics, subprocess, sys
susun, work, rows = sys.argv[1], sys.argv[2], int(sys.argv[3])
turns = 3
areas = ["GOV1", "GOV2", "BRA1", "ECO2", "LIV3", "SOC1", "ENV2"]
columns = ["nama", "sub_dimensi", "tahun", "indikator", "target", "perkiraan_biaya"]
def table(path, count):
    with open(path, "w") as file:
        file.write(",".join(columns) + "\n")
        for i in range(1, count + 1):
            file.write(f"Program contoh nomor {i},{areas[i % 7]},2026-{2026 + i % 10},Cakupan layanan,"
                       f"{i % 100} persen,{i % 900 + 1} jt\n")
def run(command):
    # processor milliseconds and the highest memory of one run, asked of a shell that has no other child
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL,"
            " stderr=subprocess.DEVNULL); u = resource.getrusage(resource.RUSAGE_CHILDREN);"
            "print((u.ru_utime + u.ru_stime) * 1000, u.ru_maxrss)")
    out = subprocess.run([sys.executable, "-c", code] + command, check=True, capture_output=True, text=True).stdout
    took, memory = out.split()
    return float(took), int(memory)
def bring(path):
    book = f"{work}/a.susun"
    if os.path.exists(book):
        os.remove(book)
    subprocess.run([susun, "new", book, "--region", "73.22", "--start", "2026", "--years", "10"], check=True,
                   stderr=subprocess.DEVNULL)
    return run([susun, "import", book, "--form", "program", path])
def shell(name, *commands):
    path = f"{work}/{name}.db"
    if os.path.exists(path):
        os.remove(path)
    return run(["sqlite3", path] + list(commands))[0]
def load(path):
    return shell("t", f"CREATE TABLE t({', '.join(c + ' TEXT' for c in columns)})",
                 f".import --csv --skip 1 {path} t")
def journal():
    # the journal of the workbook just made, into empty tables of the same make
    parts = ["record", "edit", "head"]
    sql = subprocess.run(["sqlite3", "-readonly", f"{work}/a.susun",
                          "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL AND tbl_name IN "
                          f"({','.join(repr(p) for p in parts)})"], check=True, capture_output=True, text=True).stdout
    copy = "".join(f"INSERT INTO main.{p} SELECT * FROM other.{p} WHERE true;" for p in parts)
    return shell("j", f"ATTACH '{work}/a.susun' AS other; {sql} BEGIN; {copy} COMMIT")
table(f"{work}/all.csv", rows)
table(f"{work}/few.csv", rows // 10)
ours, theirs, least = [], [], []
for _ in range(turns):
    took, memory = bring(f"{work}/all.csv")
    ours.append(took)
    theirs.append(load(f"{work}/all.csv"))
    least.append(journal())
few = bring(f"{work}/few.csv")[1]
def line(name, value, unit, beside, other, words=""):
    print(f"{name},{value:.2f},{unit},{beside} {other:.2f} {unit}{words},{value / other:.2f}")
def span(times):
    return f"{min(times):.0f} to {max(times):.0f}"
a, b, c = statistics.median(ours), statistics.median(theirs), statistics.median(least)
line(f"import_{rows}", a, "ms", "sqlite3 .import", b, f" ({span(ours)} beside {span(theirs)}; {turns} turns)")
line("import_journal", a, "ms", "INSERT SELECT of its journal", c, f" ({span(least)})")
line("import_least", c, "ms", "sqlite3 .import", b)
line("import_memory", memory, "KiB", f"{rows // 10} rows", few)
END_OF_PYTHON
python3 "$work/measure.py" "$susun" "$work" "$rows"
rm -rf "$work"
