"""What a facilitator does by keys with copies that two people filled in differently: writes on both sides,
decides three differences (takes one, types a third, takes the proposal for a long text), unites two rows,
takes each back and does it again. Each part takes a terminal in which susun stands on its stages, and
leaves it there."""

import os
import re
import shutil
import subprocess

import hall

ACTIVITIES = "Pendataan desa tanpa sinyal\nPembangunan menara\nPelatihan operator desa"


def run(home, *arguments):
    """A command on the laptop whose state lies in `home`: its code and what it said."""
    done = subprocess.run([os.environ["SUSUN"], *arguments], text=True, capture_output=True, check=False,
                          env={**os.environ, "XDG_STATE_HOME": os.path.abspath(home)})
    return done.returncode, done.stdout + done.stderr


def sit_down(home, book, author):
    """Somebody opens a workbook on a laptop."""
    terminal = hall.Terminal(f"exec \"$SUSUN\" '{book}' --author '{author}'",
                             {"XDG_STATE_HOME": os.path.abspath(home)})
    terminal.until_shows("Enter isi")
    return terminal


def copy_books(ours, theirs):
    """The sample with one long text, and its copy as the file manager makes it."""
    code, said = run("kantor", "sample", ours)
    with open("isi.csv", "w", encoding="utf-8") as stream:
        stream.write(f'kode,nama,kegiatan\nLIV-P01,Sinyal untuk Semua Desa,"{ACTIVITIES}"\n')
    if code == 0:
        code, said = run("kantor", "import", ours, "--form", "program", "isi.csv", "--author", "Fasilitator")
    shutil.copy2(ours, theirs)
    return code, said


def menu(terminal, words, shows):
    """A place or action by Menu."""
    terminal.keys("F10")
    terminal.until_shows("Ketik mencari")
    terminal.text(words)
    terminal.settled()
    terminal.keys("Enter")
    terminal.until_shows(shows)


def to_stages(terminal):
    """Back, until the stages stand beside their steps; each Esc shows before the next."""
    for _ in range(6):
        before = terminal.settled()
        if before[2].find("│") > 0:
            return
        terminal.keys("Escape")
        terminal.until("that Esc leaves", lambda now, was=before: now != was)
    raise hall.Lost("\n".join(["the stages do not come", *terminal.screen()]))


def to_field(terminal, label):
    """Down to a field of a form, through its details."""
    for _ in range(40):
        here = hall.pointer_of(terminal.settled())[1]
        if here.startswith(label):
            return
        terminal.keys("Space" if here.startswith("+ ") else "Down")
    raise hall.Lost("\n".join([f"no field {label}", *terminal.screen()]))


def write(terminal, name, amount, keys, text):
    """The name of the first programme, its cost, and something in its long text, `keys` from its end."""
    menu(terminal, "program", "(4 baris)")
    terminal.text(name)
    terminal.until_shows(name)
    terminal.keys("Enter")
    terminal.settled()
    terminal.keys("Up")
    terminal.settled()
    terminal.keys("Enter")
    terminal.until_shows("Program LIV-P01")
    to_field(terminal, "Perkiraan biaya")
    for _ in range(16):
        terminal.keys("BSpace")
    terminal.text(amount)
    terminal.settled()
    terminal.keys("Tab")
    to_field(terminal, "Kegiatan utama")
    for key in keys:
        terminal.keys(key)
    terminal.text(text)
    terminal.settled()
    terminal.keys("Tab")
    terminal.settled()
    to_stages(terminal)


def there_and_back(tap, terminal, name, undone, redone):
    """Undo and redo of what was done just now: both are said, and each shows what it has to."""
    for key, said, shown in (("C-z", "Dibatalkan", undone), ("C-y", "Diulang", redone)):
        terminal.keys(key)
        screen = terminal.settled()
        tap.ok(any(said in line for line in screen) and any(shown in line for line in screen),
               f"{name}: {said}, {shown}", *screen)


def see_in_table(tap, terminal):
    """A cell that differs is marked in the table, and the line below says what the other wrote."""
    menu(terminal, "program", "(4 baris)")
    screen = terminal.settled()
    tap.ok("LIV-P01  ! " in screen[4] and any("! Isian berbeda: " in line for line in screen[5:]),
           "the table marks what differs", *screen)
    to_stages(terminal)


def decide(tap, terminal):
    """Three differences of a programme in the order they come: the second version is taken, a third one
    typed, both texts together taken. Each is undone and done again before the next."""
    menu(terminal, "berbeda", "Isian berbeda")
    terminal.keys("Enter")
    terminal.until_shows("(1 dari 3)")
    terminal.keys("Right")
    terminal.settled()
    terminal.keys("Enter")
    tap.ok(terminal.until_shows("Dipakai: "), "a version is taken")
    there_and_back(tap, terminal, "a version", "(1 dari 3)", "(1 dari 2)")

    terminal.keys("F2")
    terminal.until_shows("Enter: pakai ini")
    for _ in range(16):
        terminal.keys("BSpace")
    terminal.text("1,2 M")
    terminal.settled()
    terminal.keys("Enter")
    tap.ok(terminal.until_shows("Dipakai: "), "a third one is typed")
    there_and_back(tap, terminal, "a third one", "(1 dari 2)", "(1 dari 1)")

    terminal.keys("3")
    terminal.settled()
    terminal.keys("Enter")
    tap.ok(terminal.until_shows("Tidak ada lagi"), "both texts together are taken")
    there_and_back(tap, terminal, "both together", "Kegiatan utama", "Tidak ada isian")
    to_stages(terminal)


def unite(tap, terminal, drop, keep):
    """Two offices become one: from the form of the one that goes, into the other."""
    menu(terminal, "opd dan", "OPD dan instansi  (6 baris)")
    for _ in range(12):
        if any(re.match(rf"> ([!?] )?{drop}", line) for line in terminal.settled()):
            break
        terminal.keys("Down")
    terminal.keys("Enter")
    terminal.until_shows(" dari 6)")
    menu(terminal, "satukan", "Baris yang tetap")
    terminal.text(keep)
    terminal.until("the row that stays", lambda screen: screen[4].startswith(f" > {keep}"))
    terminal.keys("Enter")
    tap.ok(terminal.until_shows("Menjadi satu: "), f"{drop} goes into {keep}")
    there_and_back(tap, terminal, "two rows that are one", "(6 baris)", "(5 baris)")
    to_stages(terminal)
