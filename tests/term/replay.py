"""replay.py SCRIPT GOLDEN WORLD [WORKBOOK]: plays a script of tests/tui/scripts with the keys of a real terminal
(tmux, 80x24) in the present folder. Each :dump waits until the terminal shows the golden screen, the
cursor too; one TAP-like line for each, "ok NAME" or "not ok NAME". WORLD is what a golden screen
calls /WORLD."""

import os
import re
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import hall

KEYS = {"Enter": "Enter", "Tab": "Tab", "BackTab": "BTab", "Esc": "Escape", "Up": "Up", "Down": "Down",
        "Left": "Left", "Right": "Right", "Home": "Home", "End": "End", "PgUp": "PPage", "PgDn": "NPage",
        "Ctrl-Home": "C-Home", "Ctrl-End": "C-End", "Ctrl-Left": "C-Left", "Ctrl-Right": "C-Right",
        "Delete": "DC", "Backspace": "BSpace", "Insert": "IC", "Space": "Space"}
TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


def plain(quoted):
    """The text between quotation marks."""
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m.group(1), m.group(1)), quoted)


def key_name(word):
    """What tmux calls a key of a script."""
    if re.fullmatch(r"\^.|Ctrl-[A-Z]", word):
        return "C-" + word[-1].lower()
    if word not in KEYS and not re.fullmatch(r"F\d+", word):
        raise SystemExit(f"no terminal has the key {word}")
    return KEYS.get(word, word)


class Replay:
    def __init__(self, golden, world, command):
        self.golden, self.world = golden, world
        self.terminal = hall.Terminal(command)
        self.terminal.until("the first screen", lambda screen: any(screen))

    def paste(self, text):
        with open("pasted", "w", encoding="utf-8") as f:
            f.write(text)
        self.terminal.ask("load-buffer pasted")
        self.terminal.ask("paste-buffer -p -r -t susun")

    def press(self, word):
        self.terminal.keys(key_name(word))
        if word == "Esc":
            self.terminal.settled(0.05)  # else what follows makes another key of it

    def keys(self, line):
        for quoted, word in TOKEN.findall(line):
            if word:
                self.press(word)
            else:
                for piece in re.split("(\n)", plain(quoted)):
                    if piece == "\n":
                        self.press("Enter")
                    elif piece:
                        self.terminal.text(piece)

    def shows(self, name):
        """Waits for a golden screen; None or what was there instead."""
        with open(os.path.join(self.golden, f"{name}.80x24.txt"), encoding="utf-8") as f:
            *wanted, cursor = f.read().replace("/WORLD", self.world).rstrip("\n").split("\n")

        def here():
            return "cursor " + self.terminal.ask("display-message -p -t susun '#{cursor_y} #{cursor_x}'")[0]

        def seen(screen):
            return [row.rstrip() for row in screen] == wanted and cursor == here()

        try:
            self.terminal.until(name, seen)
        except hall.Lost as lost:
            now = [row.rstrip() for row in self.terminal.screen()]
            rows = [f"{y}: {a!r}, not {b!r}" for y, (a, b) in enumerate(zip(now, wanted)) if a != b]
            return "\n".join([str(lost), *rows, f"{here()}, not {cursor}"])
        return None

    def line(self, line):
        if line.startswith(":dump "):
            name = line[6:].removesuffix(".txt")
            lost = self.shows(name)
            print("not ok" if lost else "ok", name)
            for row in (lost or "").split("\n"):
                if row:
                    print("#", row)
        elif line.startswith(":paste "):
            self.paste(plain(TOKEN.match(line[7:]).group(1)))
        elif line.startswith(":"):
            raise SystemExit(f"no terminal can do {line}")
        elif not line.startswith("#"):
            self.keys(line)


def main(script, golden, world, *book):
    hall.LIMIT = 10
    replay = Replay(golden, world, " ".join(['exec "$SUSUN"', *book]))
    try:
        with open(script, encoding="utf-8") as f:
            for line in f.read().split("\n"):
                if line.strip():
                    replay.line(line)
    finally:
        replay.terminal.close()


main(*sys.argv[1:])
