"""Plays a walk (hall.walk) in a real terminal (tmux, by its control mode) as a person does: looks where
the pointer stands, presses a key, looks again; every key must show before the next one comes.
Nothing here sleeps: what is to come is looked for whenever the terminal has written something."""

import csv
import os
import re
import select
import subprocess
import sys
import time

LIMIT = 30  # seconds until what was to come has not come


class Tap:
    """Cases told by TAP."""

    def __init__(self):
        self.cases = 0

    def ok(self, fine, name, *why):
        self.cases += 1
        print(("" if fine else "not ") + f"ok {self.cases} - {name}")
        if not fine:
            self.note(*why)
        sys.stdout.flush()
        return fine

    def note(self, *lines):
        for line in "\n".join(str(line) for line in lines).split("\n"):
            print("#", line)

    def done(self):
        print(f"1..{self.cases}")
        sys.exit(0)


class Lost(Exception):
    """What was to come has not come."""


class Interrupted(Exception):
    """The test ended the program at its place in the walk."""


def status_of(process):
    """What the kernel tells of a process after its name (proc(5): stat), nothing when it is gone."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as stream:
            return stream.read().rpartition(")")[2].split()
    except OSError:
        return []


def sleeps(process):
    """Whether a process waits for something to come, or is gone."""
    return status_of(process)[:1] in ([], ["S"], ["Z"])


def foreground(shell):
    """The process a terminal's keys go to, by the one that was started in it."""
    status = status_of(shell)
    return int(status[5]) if status else shell


class Terminal:
    """A tmux server of its own with one terminal of 80x24 that runs a shell command."""

    number = 0

    def __init__(self, command, environment=None):
        Terminal.number += 1
        self.server = f"hall{Terminal.number}"
        self.control = subprocess.Popen(
            ["tmux", "-L", self.server, "-f", "/dev/null", "-C", "new-session", "-s", "susun",
             "-x", "80", "-y", "24", command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})})
        self.buffer = b""
        self.read_answer()
        self.processes = [int(self.ask(f"display-message -p -t susun '#{{{name}}}'")[0])
                          for name in ("pid", "pane_pid")]
        self.ask("set-option -g escape-time 0")
        self.ask("refresh-client -C 80x24")

    def until_gone(self):
        """Waits until the command has ended, and the server with it."""
        while self.read_line(time.monotonic() + LIMIT) is not None:
            pass
        self.close()

    def read_line(self, deadline):
        """The next line of the control client, None when its time is over or it has ended."""
        while b"\n" not in self.buffer:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.control.stdout], [], [], left)[0]:
                return None
            more = os.read(self.control.stdout.fileno(), 65536)
            if not more:
                return None
            self.buffer += more
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.decode(errors="replace")

    def read_answer(self):
        """The lines of the next command's answer; what else is told is passed over."""
        lines = None
        while True:
            line = self.read_line(time.monotonic() + LIMIT)
            if line is None:
                raise Lost("the terminal is gone")
            if line.startswith("%begin "):
                lines = []
            elif line.startswith(("%end ", "%error ")) and lines is not None:
                return lines
            elif lines is not None:
                lines.append(line)

    def ask(self, command):
        self.control.stdin.write(command.encode() + b"\n")
        self.control.stdin.flush()
        return self.read_answer()

    def keys(self, name):
        self.ask(f"send-keys -t susun {name}")

    def text(self, text):
        quoted = text.replace("'", "'\\''")
        self.ask(f"send-keys -t susun -l '{quoted}'")

    def paste(self, text):
        """What a terminal sends when a text of the clipboard is pasted."""
        path = os.path.join(os.environ["TMPDIR"], "pasted")
        with open(path, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        self.ask(f"load-buffer '{path}'")
        self.ask("paste-buffer -p -t susun")

    def screen(self):
        return self.ask("capture-pane -p -t susun")

    def quiet(self):
        """Whether tmux has handed on every key, the program has answered it, and tmux has drawn that:
        each of them sleeps, looked at in this order."""
        server, shell = self.processes
        return all(sleeps(process) for process in (server, foreground(shell), server))

    def settled(self, seconds=0.005):
        """The screen when nothing more has been written to it for a moment and nothing is on its way."""
        deadline = time.monotonic() + LIMIT
        while self.read_line(time.monotonic() + seconds) is not None or not self.quiet():
            if time.monotonic() > deadline:
                raise Lost("\n".join(["the screen does not come to rest", *self.screen()]))
        return self.screen()

    def process(self):
        return self.processes[1]

    def until(self, what, seen):
        """Waits until seen(SCREEN) is so; returns that screen."""
        deadline = time.monotonic() + LIMIT
        while True:
            screen = self.screen()
            if seen(screen):
                return screen
            # Looked at again after the next thing the terminal is told.
            while True:
                line = self.read_line(min(deadline, time.monotonic() + 0.05))
                if line is None or line.startswith("%output"):
                    break
            if time.monotonic() > deadline:
                raise Lost("\n".join([f"not seen: {what}", *screen]))

    def until_shows(self, text):
        return self.until(text, lambda screen: any(text in line for line in screen))

    def close(self):
        subprocess.run(["tmux", "-L", self.server, "kill-server"], stderr=subprocess.DEVNULL, check=False)
        self.control.stdin.close()
        self.control.wait()
        self.control.stdout.close()


class Field:
    """One field of a walk."""

    def __init__(self, line):
        parts = line[2:].split("|", 5)
        self.step, self.title, self.row, self.label, self.way = (part.strip() for part in parts[:5])
        self.row = int(self.row)
        self.text = parts[5].strip().replace("\\n", "\n")
        self.cells = {}


def read_walk(path):
    """The cells of a new workbook and the fields of a walk."""
    first, fields = {}, []
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            line = line.rstrip("\n")
            if line.startswith("> "):
                fields.append(Field(line))
            elif line.startswith("= "):
                form, row, column, value = line[2:].split(" ", 3)
                cells = fields[-1].cells if fields else first
                cells[form, int(row), column] = value.replace("\\n", "\n")
    return first, fields


def exported_cells(folder):
    """Every filled cell of an export as {(form, row in its file, column): value}. A reference is told
    by the code of what it means, else by its title; what only repeats other cells stays out."""
    cells = {}
    for file in os.listdir(os.path.join(folder, "data")):
        path = os.path.join(folder, "data", file)
        with open(path, newline="", encoding="utf-8") as stream:
            for number, row in enumerate(csv.DictReader(stream), 1):
                for column, value in row.items():
                    if f"{column}_judul" in row:
                        value = row[f"{column}_kode"] or row[f"{column}_judul"]
                    elif column in ("id", "kode_wilayah") or column.endswith(("_kode", "_judul")):
                        continue
                    elif column == "kode" and value == row["id"]:
                        continue
                    if value:
                        cells[file.removesuffix(".csv"), number, column] = value
    return cells


def differences(found, wanted):
    """What is in one of two sets of cells only, or differs, one line each."""
    return [f"{' '.join(map(str, cell))}: {found.get(cell)!r}, not {wanted.get(cell)!r}"
            for cell in sorted({*found, *wanted}) if found.get(cell) != wanted.get(cell)]


# The screen as a person reads it.

def title_of(screen):
    return re.sub(r" +Tersimpan.*", "", screen[0]).strip()


def pointer_of(screen):
    """The line of the pointer and what it points at."""
    for number, line in enumerate(screen):
        # A finding's mark may stand before it.
        if number > 1 and re.match(r"[ !?]*>", line):
            return number, re.sub(r"^[ !?]*>|  .*", "", line.split("│")[0].rstrip())
    return 0, ""


def place_of(screen):
    return title_of(screen), pointer_of(screen)[1]


def find_line(screen, half, pattern):
    """Number of a line whose left (0) or right (1) half matches, 0 when none does."""
    for number, line in enumerate(screen[2:], 2):
        halves = line.split("│")
        if half < len(halves) and re.match(pattern, halves[half]):
            return number
    return 0


STAGES = {"0": "Sebelum bimtek", "1": "Bimtek I:", "2": "Bimtek II:", "3": "Bimtek III:",
          "4": "Bimtek IV:", "5": "Sesudah bimtek"}
LEAVING = {"line": "Enter", "pick": "Enter", "text": "Tab", "page": "NPage"}


class Person:
    """Someone at the terminal who fills in a walk. `at` is the place in the walk: number of the field;
    way to it (0), typing (1) or leaving it (2); number of the key there."""

    def __init__(self, walk):
        self.first, self.fields = read_walk(walk)
        self.terminal = None
        self.stored = 0       # fields that are stored
        self.cells = {}       # what the workbook holds
        self.pressed = 0      # keys so far
        self.at = (0, 0, 0)
        self.place = None     # where one stood when something was stored or opened last

    def pressing(self, seen):
        """Called when a key has been sent; seen() waits until it shows. A test may interrupt here."""
        seen()

    def next_stop(self):
        """The place in the walk where the test interrupts next."""
        return (len(self.fields) + 1, 0, 0)

    def press(self, key, what, seen):
        screen = self.terminal.screen()
        self.terminal.keys(key)
        self.pressed += 1
        self.pressing(lambda: self.terminal.until(what, lambda now: seen(screen, now)))

    def go(self, key):
        """A key on the way to a field; it changes the screen."""
        self.at = (self.at[0], 0, self.at[2] + 1)
        before = title_of(self.terminal.screen())
        self.press(key, f"that {key} does something", lambda was, now: now != was)
        now = self.terminal.settled()
        if title_of(now) != before:
            self.place = place_of(now)

    # To the form.

    def towards(self, screen, half, pattern):
        here, there = find_line(screen, half, r" *>"), find_line(screen, half, pattern)
        self.go("Up" if there and there < here else "Down")

    def seek_form(self, screen, field):
        """One key on the stages towards a form."""
        step = f" *>?{re.escape(field.step)} "
        on_step = find_line(screen, 0, f" *>{re.escape(field.step)} ")
        stage = STAGES[field.step[0]]
        inside = any("Esc: kembali ke langkah" in line for line in screen)
        if on_step:
            # The forms follow each other like words behind "Isian", each with its rows unless it has
            # one record; without a pointer there is one.
            card = " ".join(line.split("│")[1] for line in screen[2:] if "│" in line)
            forms = " ".join(card[card.rindex("Isian  "):].split())
            counted = re.search(rf"{re.escape(field.title)} \d", forms)
            here, there = forms.find(">"), counted.start() if counted else forms.index(field.title)
            if here in (-1, there - 1):
                self.go("Enter")
            else:
                self.go("Right" if not inside or here < there else "Left")
        elif inside:
            self.go("Escape")
        elif find_line(screen, 0, step):
            self.towards(screen, 0, step)
        elif find_line(screen, 0, f" *>{stage}"):
            self.go("Enter")
        else:
            self.towards(screen, 0, f" *{stage}")

    def seek_row(self, screen, row):
        """One key in a table towards a row."""
        here = pointer_of(screen)[0] - 3
        self.go("Enter" if here == row else "Down" if here < row else "Up")

    def reach(self, field):
        """To the form of a record, from wherever one is."""
        form = next(iter(field.cells))[0]
        new = field.row > 0 and not any(cell[:2] == (form, field.row) for cell in self.cells)
        for _ in range(80):
            screen = self.terminal.settled()
            title = title_of(screen)
            number = re.search(r"\((\d+) dari (\d+)\)$", title)
            if screen[2].find("│") > 0:
                self.seek_form(screen, field)
            elif not title.startswith(field.title):
                if screen == self.terminal.settled(0.05):
                    self.go("Escape")
            elif number:
                row, rows = int(number[1]), int(number[2])
                if row == field.row:
                    return
                self.go("C-n" if field.row > rows else "NPage" if row < field.row else "PPage")
            elif title == f"{field.title}: baris baru":
                if new:
                    return
                self.go("Escape")
            elif title.endswith("baris)"):
                if new:
                    self.go("C-n")
                else:
                    self.seek_row(screen, field.row)
            else:
                return
        raise Lost(f"no way to {field.title}")

    # In the form.

    def find_field(self, field):
        """Moves to a field by its label; opens the details on the way."""
        for _ in range(40):
            screen = self.terminal.settled()
            line, pointer = pointer_of(screen)
            if pointer.startswith(field.label):
                return
            seen = find_line(screen, 0, f"[ !?] {re.escape(field.label)}")
            if seen and seen < line:
                self.go("Up")
            elif pointer.startswith("+ "):
                self.go("Space")
            else:
                self.go("Down")
        raise Lost(f"no field {field.label}")

    def type_text(self, number, field, typed):
        """Types what is not there yet: runs of keys up to a line's end or the test's next stop."""
        before = {"line": "[", "pick": "Saring ["}.get(field.way, "")
        while typed < len(field.text):
            end = field.text.find("\n", typed)
            end = len(field.text) if end < 0 else max(end, typed + 1)
            stop = self.next_stop()
            if stop < (number, 1, end):
                end = max(typed + 1, stop[2] if stop[:2] == (number, 1) else 0)
            run, typed = field.text[typed:end], end
            self.at = (number, 1, typed)
            if run == "\n":
                self.press("Enter", "a new line", lambda was, now: now != was)
            else:
                self.terminal.text(run)
                self.pressed += len(run)
                shown = before + field.text[:typed].split("\n")[-1].rstrip()
                self.pressing(lambda shown=shown: self.terminal.until_shows(shown))

    def fill(self, number, field, typed):
        self.at = (number, 0, 0)
        self.place = place_of(self.terminal.settled(0.02))
        self.reach(field)
        self.find_field(field)
        self.type_text(number, field, typed)
        self.at = (number, 2, 1)
        self.press(LEAVING[field.way], "that the field is left", lambda was, now:
                   place_of(now) != place_of(was) if field.way != "pick" else
                   not any(line.startswith("  Saring [") for line in now))
        if any("Singkatan dari" in line for line in self.terminal.settled()):
            self.go("Enter")  # an office of several words may have a short name; this one has none
        self.have_stored()

    def have_stored(self):
        """The present field is stored and the next one is up."""
        self.cells.update(self.fields[self.stored].cells)
        self.stored += 1

    def walk(self, typed=0):
        """Fills in what is left; `typed` characters of the first field are there already."""
        while self.stored < len(self.fields):
            self.fill(self.stored + 1, self.fields[self.stored], typed)
            typed = 0

    def make_book(self):
        """From the start screen to the stages of a new workbook."""
        self.at = (0, 0, 0)
        self.terminal.until_shows("Mulai buku kerja")
        for key in ["1", *"luwu", "Down", *["Enter"] * 3, *"Diskominfo", *["Enter"] * 3]:
            self.go(key)
        self.terminal.until_shows("Selesai bila")
        self.cells = dict(self.first)
        self.place = place_of(self.terminal.screen())
