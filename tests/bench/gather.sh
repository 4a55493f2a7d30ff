#!/bin/sh
# gather.sh FOLDER: many packages of 2,000 rows into one, beside sha256sum of the same files (GATHER packages,
# 514 when it is not set), and the memory that takes for 10 and for all of them.
set -eu

susun=${SUSUN:?the built binary}
work=$1
count=${GATHER:-514}

awk 'BEGIN {
    split("GOV1 GOV2 BRA1 ECO2 LIV3 SOC1 ENV2", sub_)
    print "nama,sub_dimensi,tahun,indikator,target,perkiraan_biaya"
    for (i = 1; i <= 2000; i++)
        printf "Program contoh nomor %d,%s,2026-%d,Cakupan layanan,%d persen,%d jt\n",
            i, sub_[i % 7 + 1], 2026 + i % 10, i % 100, i % 900 + 1
}' > "$work/gather.csv"
rm -rf "$work/gather"
mkdir "$work/gather"
"$susun" new "$work/gather/a.susun" --region 73.22 --start 2026 --years 10 2> /dev/null
"$susun" import "$work/gather/a.susun" --form program "$work/gather.csv" > /dev/null 2>&1
"$susun" export "$work/gather/a.susun" "$work/gather/base" 2> /dev/null

# measure.py: the packages, both times (best of three), the memory
cat > "$work/measure.py" << 'END'
import hashlib, os, resource, shutil, subprocess, sys, time
susun, work, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
base, files, packages = f"{work}/base", [], []
for i in range(count):
    to, code = f"{work}/p{i:03}", f"{11 + i // 99}.{1 + i % 99:02}"
    shutil.copytree(base, to)
    lines = []
    for where, _, names in os.walk(to):
        for name in names:
            if name == "SHA256SUMS":
                continue
            path = os.path.join(where, name)
            with open(path, "rb") as file:
                data = file.read()
            if name.endswith(".csv"):
                data = data.replace(b"\r\n73.22,", f"\r\n{code},".encode())
            elif name == "datapackage.json":
                data = data.replace(b'"kode_wilayah": "73.22"', f'"kode_wilayah": "{code}"'.encode())
            with open(path, "wb") as file:
                file.write(data)
            lines.append((os.path.relpath(path, to), hashlib.sha256(data).hexdigest()))
            files.append(path)
    with open(f"{to}/SHA256SUMS", "w") as file:
        file.writelines(f"{digest}  {path}\n" for path, digest in sorted(lines))
    packages.append(to)
def run(command, listing=None):
    start = time.monotonic()
    with open(os.devnull, "w") as null:
        subprocess.run(command, check=True, stdout=null, stderr=null, input=listing)
    return (time.monotonic() - start) * 1000
def best(command, listing=None):
    times = []
    for _ in range(3):
        shutil.rmtree(f"{work}/out", ignore_errors=True)
        times.append(run(command, listing))
    return min(times)
def memory(some):
    # the highest private memory of one run, asked of a shell that has no other child
    out = f"{work}/out"
    shutil.rmtree(out, ignore_errors=True)
    code = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, stderr=subprocess.DEVNULL);"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    return int(subprocess.run([sys.executable, "-c", code, susun, "gather", out] + some, check=True,
                              capture_output=True, text=True).stdout)
theirs = best(["xargs", "-0", "sha256sum"], "\0".join(files).encode())
ours = best([susun, "gather", f"{work}/out"] + packages)
print(f"gather_{count},{ours:.2f},ms,sha256sum {theirs:.2f} ms,{ours / theirs:.2f}")
few, all_ = memory(packages[:10]), memory(packages)
print(f"gather_memory,{all_},KiB,10 packages {few} KiB,{all_ / few:.2f}")
END
python3 "$work/measure.py" "$susun" "$work/gather" "$count"
rm -rf "$work/gather"
