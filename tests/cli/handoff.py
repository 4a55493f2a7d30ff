# handoff.py PAGE: runs the story of doc/handoff in this folder. A line "    $ COMMAND" is run by sh with
# `susun` on the PATH, the indented lines below it are all that it says; a paragraph that begins
# "On 2026-10-20" sets the clock. Prints each command that said something else, then the count.
import os, re, subprocess, sys

page = open(sys.argv[1], encoding="utf-8").read().split("\nA story\n", 1)[1]
os.makedirs("path", exist_ok=True)
os.symlink(os.environ["SUSUN"], "path/susun")
world = dict(os.environ, PATH=os.path.abspath("path") + ":" + os.environ["PATH"])
commands, wrong = 0, 0
lines = page.split("\n") + [""]
while lines:
    line = lines.pop(0)
    day = re.match(r"  On (\d{4}-\d\d-\d\d)", line)
    if day:
        world["SUSUN_NOW"] = day[1] + "T01:41:00Z"
    if not line.startswith("    $ "):
        continue
    command = line[6:]
    while command.endswith("\\"):
        command = command[:-1] + lines.pop(0).strip()
    wanted = []
    while lines[0].startswith("    ") and not lines[0].startswith("    $ "):
        wanted.append(lines.pop(0)[4:])
    done = subprocess.run(["sh", "-c", command], env=world, capture_output=True, text=True)
    said = (done.stdout + done.stderr).rstrip("\n").split("\n") if done.stdout + done.stderr else []
    commands += 1
    if said != wanted:
        wrong += 1
        print(f"$ {command}\n  said:")
        for one in said: print("    " + one)
        print("  the page:")
        for one in wanted: print("    " + one)
print(f"{commands} commands, {wrong} wrong")
