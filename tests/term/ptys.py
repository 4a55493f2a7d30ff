"""A terminal of the test's own (a pty): what the program sends to it, byte by byte. Nothing here sleeps:
what is to come is read until it is there or its time is over."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

LIMIT = 30


class Gone(Exception):
    """What was to come has not come."""


class Pty:
    """The program in a pty; `before` is typed before it starts."""

    def __init__(self, *arguments, before=b"", rows=24, columns=80, **environment):
        self.master, self.slave = pty.openpty()
        self.size(rows, columns)
        self.settings = termios.tcgetattr(self.slave)
        self.seen = b""
        if before:
            os.write(self.master, before)
        variables = {**os.environ, **environment}
        self.process = subprocess.Popen(
            [os.environ["SUSUN"], *arguments], stdin=self.slave, stdout=self.slave, stderr=self.slave,
            env=variables, preexec_fn=self.own_terminal)

    def own_terminal(self):
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)

    def size(self, rows, columns):
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds):
        """Reads what comes next; false when nothing does."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        self.seen += os.read(self.master, 65536)
        return True

    def type(self, data):
        """Types, reading meanwhile, so that neither side waits for the other."""
        data = data if isinstance(data, bytes) else data.encode()
        while data:
            readable, writable, _ = select.select([self.master], [self.master], [], LIMIT)
            if readable:
                self.seen += os.read(self.master, 65536)
            if writable:
                data = data[os.write(self.master, data[:512]):]

    def until(self, text, since=0):
        """Reads until a text has been written after `since`; returns where it ends."""
        wanted = text if isinstance(text, bytes) else text.encode()
        deadline = time.monotonic() + LIMIT
        while wanted not in self.seen[since:]:
            if not self.read(max(0, deadline - time.monotonic())):
                raise Gone(f"never written: {text!r}; last {self.seen[-400:]!r}")
        return since + self.seen[since:].index(wanted) + len(wanted)

    def until_quiet(self, seconds=0.2):
        while self.read(seconds):
            pass
        return len(self.seen)

    def leave(self, keys=b"\x11"):
        """Ctrl-Q, and everything until the program has ended; returns its exit code."""
        if keys:
            self.type(keys)
        deadline = time.monotonic() + LIMIT
        while self.process.poll() is None:
            self.read(0.02)
            if time.monotonic() > deadline:
                self.process.send_signal(signal.SIGKILL)
                raise Gone(f"it does not end; last {self.seen[-400:]!r}")
        while self.read(0):
            pass
        return self.process.returncode

    def restored(self):
        """Whether the terminal's settings are as before, and every mode that was set is not any more."""
        modes = {}
        for mode, state in re.findall(rb"\033\[\?(\d+)([hl])", self.seen):
            modes[mode] = state
        left = [mode for mode, state in modes.items() if state == b"h" and mode not in (b"7", b"25", b"12")]
        return termios.tcgetattr(self.slave) == self.settings and not left and modes.get(b"25") != b"l"

    def close(self):
        os.close(self.master)
        os.close(self.slave)


def storm(terminal, odd, even, last=""):
    """200 other sizes with keys between, then it leaves at the reference size; its exit code."""
    sizes = ((5, 20), (1, 1), (40, 120), (3, 7), (24, 80), (12, 40), (2, 200), (60, 9))
    terminal.until_quiet()
    for i in range(200):
        terminal.size(*sizes[i % len(sizes)])
        terminal.type((odd, even)[i % 2])
        terminal.read(0)
    terminal.size(24, 80)
    terminal.type(last + "\x0c")
    terminal.until_quiet(0.05)
    return terminal.leave()
