"""Plays a walk of whole tables (day.walk) with the person of hall.py, and counts what a row costs."""

import csv
import json
import os
import re

import hall

FIRST_YEAR = 2026


class Entry:
    """One field of a row of the walk, as hall.Person wants it; `cells` is what the CSV must show."""

    def __init__(self, place, row, column, cell):
        self.step, self.title, self.form = place[:3]
        self.label, names, self.way = column
        self.row = row
        typed, _, stored = cell.partition("=>")
        self.text = typed.strip().replace("\\n", "\n")
        self.parts = [part.strip() for part in self.text.split(";")] if self.way == "many" else [self.text]
        stored = stored.strip().replace("\\n", "\n") or self.text
        names = names.split(",")
        values = stored.split(",") if len(names) > 1 else [stored]
        self.cells = {(self.form, row, name): value for name, value in zip(names, values)}


class Years:
    """One row of a grid of years in the walk: what it is called and its cells from the first year.
    Of its cells the CSV keeps the filled ones; `row` counts those of the rows before it."""

    def __init__(self, place, row, cells):
        self.step, self.title, self.form = place[:3]
        self.row, self.label, self.texts, self.cells = 0, cells[0], cells[1:], {}
        for year, text in enumerate(self.texts, FIRST_YEAR):
            if text != ".":
                row += 1
                self.cells |= {(self.form, row, "indikator_judul"): self.label,
                               (self.form, row, "tahun"): str(year), (self.form, row, "nilai"): text}
        self.last = row


UNITS = {"rb": 10 ** 3, "jt": 10 ** 6, "M": 10 ** 9}


def rupiah(text):
    """The amount a planner wrote: "1.500.000", "450 jt", "1,5 M"."""
    number, _, unit = text.partition(" ")
    return round(float(number.replace(".", "").replace(",", ".")) * UNITS.get(unit, 1))


class Table:
    """A table of a spreadsheet that is pasted: rows of two names, and an amount for each year."""

    def __init__(self, place, path):
        self.step, self.title, self.form = place[:3]
        self.row, self.cells = 0, {(self.form, 0, ""): ""}
        with open(path, encoding="utf-8") as stream:
            self.text = stream.read()
        (_, _, *years), *rows = csv.reader(self.text.splitlines(), delimiter="\t")
        self.rows = len(rows)
        self.amounts = {(row[0], row[1], year): rupiah(amount)
                        for row in rows for year, amount in zip(years, row[2:]) if amount}


def split_cells(line):
    """The cells of a line of the walk; "\\|" is a stroke."""
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)]


def read_walk(path, tables):
    """What is typed, field by field (Entry) and row by row (Years), and the Table between."""
    entries, place, columns, row = [], None, [], 0
    with open(path, encoding="utf-8") as stream:
        for line in stream:
            sign, cells = line[:2], split_cells(line[2:].rstrip("\n"))
            if sign == "@ ":
                place, columns = cells, []
                row = int(cells[3]) - 1 if len(cells) > 3 else 0
            elif sign == ": ":
                columns.append(cells)
            elif sign == "- ":
                row += 1
                entries += [Entry(place, row, column, cell) for column, cell in zip(columns, cells) if cell]
            elif sign == "* ":
                entries.append(Table(place, os.path.join(tables, cells[0])))
            elif sign == "# " and place:
                entries.append(Years(place, row, cells))
                row = entries[-1].last
    return entries


def read_rows(folder):
    """The rows of every form's CSV of a folder; tables of references repeat what they say."""
    rows = {}
    for file in os.listdir(os.path.join(folder, "data")):
        if "__" in file:
            continue
        with open(os.path.join(folder, "data", file), newline="", encoding="utf-8") as stream:
            rows[file.removesuffix(".csv")] = list(csv.DictReader(stream))
    return rows


def rows_before(folder):
    """A cell of every row that is there before the walk."""
    return {(form, number, ""): "" for form, rows in read_rows(folder).items()
            for number, _ in enumerate(rows, 1)}


def exported(folder):
    """Every filled cell of an export as {(form, row in its file, column): text}; a row is told by its
    code, and several of them by " | " between."""
    tables = read_rows(folder)
    codes = {row["id"]: row["kode"] or row["id"] for rows in tables.values() for row in rows}

    def told(text):
        if text.startswith("["):
            return " | ".join(codes.get(part, part) for part in map(str, json.loads(text)))
        return codes.get(text, text)

    return {(form, number, column): told(text) for form, rows in tables.items()
            for number, row in enumerate(rows, 1) for column, text in row.items() if text}


def write_named(folder, to):
    """Copies the forms and the findings of an export, but says "opd-3" for the id of the third office. Ids are chance: of one seed
    too they are others as soon as anything else of the program draws a number before. What describes the
    package, and tables of references that repeat the forms, stay behind."""
    names = {row["id"]: f"{form}-{number}" for form, rows in read_rows(folder).items()
             for number, row in enumerate(rows, 1)}
    for base, _, files in os.walk(folder):
        for file in files:
            if "__" in file or not (os.path.basename(base) == "data" or file == "temuan.csv"):
                continue
            with open(os.path.join(base, file), newline="", encoding="utf-8") as stream:
                text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                              lambda found: names.get(found[0], found[0]), stream.read())
            path = os.path.join(to, os.path.relpath(base, folder), file)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", newline="", encoding="utf-8") as stream:
                stream.write(text)


def squeezed(lines):
    """A screen without blanks, where a text that is wrapped stands in one piece."""
    return re.sub(r"\s+", "", "".join(lines))


def focused_cell(screen):
    """What a grid tells of the cell one stands on: its year, its row, what it holds."""
    return next((line for line in screen if re.match(r" \d{4}, ", line)), "")


class Typist(hall.Person):
    """Someone who enters a day's tables; `spent` tells the keys each row of each form took, from its
    first key to the first one of the next."""

    def __init__(self, walk, tables):
        """`tables`: the folder of what is pasted, and in before/ of what the workbook has."""
        super().__init__(os.devnull)
        self.fields = read_walk(walk, tables)
        self.cells = rows_before(os.path.join(tables, "before"))
        self.spent = {}
        self.preview = []  # of what was pasted
        self.row, self.start = (None, 0), 0  # the row that is being entered, and the keys before it

    def count(self, entry):
        """Keys from now on are those of the entry's row; in a form those since the row before it too."""
        if self.row != (entry.form, entry.row):
            goes_on = self.row == (entry.form, entry.row - 1)
            self.start = self.start + self.spent[self.row] if goes_on else self.pressed
            self.row = (entry.form, entry.row)

    def type_run(self, text, before=""):
        """Types on one line and waits until its end is seen."""
        self.terminal.text(text)
        self.pressed += len(text)
        tail = squeezed([before + text])[-30:]
        self.terminal.until(f"what is typed: {text}", lambda screen: tail in squeezed(screen))

    def type_lines(self, text):
        """Types a text; Enter begins a new line of it."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Enter", "a new line", lambda was, now: now != was)
            self.type_run(line)

    def pick(self, entry):
        """Filters the choices and takes what fits; several are marked one by one."""
        for part in entry.parts:
            self.type_run(part, "Saring[")
            if len(entry.parts) > 1:
                self.press("Space", "a mark", lambda was, now: now != was)
        self.press("Enter", "that the choices are gone",
                   lambda was, now: not any(line.startswith("  Saring [") for line in now))

    def enter(self, entry):
        """Fills in one field where the pointer stands, and leaves it."""
        if entry.way in ("pick", "many"):
            self.pick(entry)
            return
        self.type_lines(entry.text)
        self.press("Enter" if entry.way == "line" else "Tab", "that the field is left",
                   lambda was, now: hall.place_of(now) != hall.place_of(was))

    def enter_years(self, entry):
        """Fills in one row of a grid, from its first year to its last."""
        while f" {entry.label}: " not in focused_cell(self.terminal.settled()):
            self.go("Down")
        if not focused_cell(self.terminal.screen()).startswith(f" {FIRST_YEAR}, "):
            self.go("Home")
        for text in entry.texts:
            if text != ".":
                self.type_run(text, "[")
            self.go("Tab")

    def paste(self, entry):
        """Pastes a table; Enter takes what the preview shows."""
        self.terminal.paste(entry.text)
        self.pressed += len(entry.text)
        self.terminal.until_shows("Tempel ke")
        self.preview = self.terminal.settled()
        self.press("Enter", "the grid", lambda was, now: hall.title_of(now).startswith(entry.title))

    def fill_entry(self, entry):
        """From wherever one is to the field, and what is typed there."""
        self.reach(entry)
        self.count(entry)
        if isinstance(entry, Years):
            self.enter_years(entry)
        elif isinstance(entry, Table):
            self.paste(entry)
        elif entry.text:
            self.find_field(entry)
            self.enter(entry)
        self.spent[self.row] = self.pressed - self.start
        self.have_stored()

    def go_to_steps(self):
        """Back to the list of steps, out of the forms of one."""
        while not any("Spasi status" in line for line in self.terminal.settled()):
            self.go("Escape")

    def mark_done(self, step):
        """A person's word on a step, from the list of steps: it is done."""
        while not hall.find_line(self.terminal.settled(), 0, f" *>{re.escape(step)} "):
            self.towards(self.terminal.screen(), 0, f" *{re.escape(step)} ")
        self.press("Space", "the words", lambda was, now: any("Status langkah" in line for line in now))
        done = rf" *>{re.escape(step)} .*\[x\]"
        self.press("3", "that it is done", lambda was, now: any(
            re.match(done, line) or "Langkah terakhir selesai" in line for line in now))
        if not any(re.match(done, line) for line in self.terminal.settled()):
            # The last step: a mark is offered; the day goes on without one.
            self.press("Escape", "that it is done", lambda was, now: any(re.match(done, line) for line in now))

    def walk(self, typed=0):
        while self.stored < len(self.fields):
            self.fill_entry(self.fields[self.stored])
