"""With a warm process everything is as without: streams, folder, signals, limits; and nothing is left behind."""

import os
import pty
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

import calc_cli
from calc_cli.run.warm import place

CALC = [sys.executable, "-m", "calc_cli"]
ENDLESS = ["diff", "tan(sin(x))^x", "--order", "300", "--timeout", "0"]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Runtime:
    """A folder of sockets of its own, and the commands that are run with it."""

    def __init__(self, folder: Path, **environment: str) -> None:
        folder.mkdir(exist_ok=True)
        inherited = {name: text for name, text in os.environ.items() if name != "CALC_WARM"}
        self.environment = {**inherited, "XDG_RUNTIME_DIR": str(folder), **environment}
        self.folder = folder / f"calc-{os.geteuid()}"

    def calc(self, *argv, command=CALC, given=b"", **more):
        return subprocess.run(
            [*command, *argv], input=given, capture_output=True, env=self.environment, timeout=60, check=False, **more
        )

    @contextmanager
    def begin(self, *argv):
        streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        with subprocess.Popen([*CALC, *argv], env=self.environment, process_group=0, **streams) as process:
            try:
                yield process
            finally:
                process.kill()

    def start(self, *options) -> int:
        told = self.calc("warm", "start", *options)
        assert (told.returncode, told.stderr) == (0, b"")
        return int(told.stdout.rpartition(b" ")[2])

    def is_warm(self) -> bool:
        return self.calc("warm", "status").returncode == 0

    def sockets(self) -> list[str]:
        return [path.name for path in self.folder.iterdir() if path.suffix != ".lock"]


@pytest.fixture(scope="module")
def warm(tmp_path_factory):
    runtime = Runtime(tmp_path_factory.mktemp("runtime"))
    runtime.process = runtime.start()
    yield runtime
    runtime.calc("warm", "stop")


def children(process: int) -> list[int]:
    return [int(number) for number in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def state(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return ""


def wait_until(condition, seconds=10.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def at_work(process: int) -> tuple[int, int]:
    """Wait for a question that computes; return the process that answers it and its worker, by the time they used."""
    found: list[tuple[int, int]] = []

    def seconds(number: int) -> float:
        fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def is_there() -> bool:
        for child in children(process):
            found.extend((child, worker) for worker in children(child) if seconds(worker) > 0.3)
        return bool(found)

    wait_until(is_there, 30)
    return found[0]


QUESTIONS = [
    # argv                                              given
    (["diff", "3x^2 - 4x", "--at", "1"],                b""),
    (["diff", "-x^2", "-f", "pretty"],                  b""),
    (["diff"],                                          b"x^2\nfoo(x)\n1/2x\n"),
    (["grad", "-", "-j", "2", "--json"],                b"x y\nx^2\n"),
    (["diff", "3*x**2-4*"],                             b""),
    (["diff", "sin(x)^2", "--check", "sin(3x)"],        b""),
    (["diff", "tan(sin(x))^x", "--order", "300", "--timeout", "0.5"], b""),
    (["check"],                                         b"f(x) = x^2\nf'(x) = 3x\n"),
    (["limit", "1/x", "--to", "0", "--json"],           b""),
    (["plot", "sin(x)", "--size", "50x12"],             b""),
    (["descend", "x^2", "--from", "1", "--json"],       b""),
    (["--version"],                                     b""),
    (["diff", "--help"],                                b""),
    (["completion", "fish"],                            b""),
    (["diff", "x", "--at", "@/nowhere"],                b""),
]  # fmt: skip


@pytest.mark.parametrize(("argv", "given"), QUESTIONS, ids=[" ".join(row[0]) for row in QUESTIONS])
def test_every_command_gives_the_same_to_the_byte(warm, monkeypatch, argv, given):
    there = warm.calc(*argv, given=given)
    monkeypatch.setitem(warm.environment, "CALC_WARM", "0")
    here = warm.calc(*argv, given=given)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_a_killed_question_ends_its_processes(warm):
    with warm.begin(*ENDLESS) as process:
        child, worker = at_work(warm.process)
        assert os.getpgid(child) == os.getpgid(worker) == child != os.getpgid(process.pid)
        process.kill()
        wait_until(lambda: not state(child) and not state(worker))  # though it has no limit of time


def test_ctrl_c_ends_it_with_130(warm):
    with warm.begin(*ENDLESS) as process:
        child, worker = at_work(warm.process)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.communicate() == (b"", b"\n")
        wait_until(lambda: not state(child) and not state(worker))


def test_ctrl_z_stops_it_and_it_goes_on(warm):
    with warm.begin(*ENDLESS[:-1], "3") as process:
        child, worker = at_work(warm.process)
        os.killpg(process.pid, signal.SIGTSTP)
        wait_until(lambda: [state(each) for each in (process.pid, child, worker)] == ["T", "T", "T"])
        os.killpg(process.pid, signal.SIGCONT)
        assert process.wait(timeout=10) == 3
        assert process.communicate()[1].startswith(b"error: no answer within 3 s")


def test_it_works_where_it_is_asked(warm, tmp_path):
    def mask():
        os.umask(0o027)

    assert warm.calc("plot", "x^2", "-o", "p.svg", cwd=tmp_path, preexec_fn=mask).returncode == 0
    assert (tmp_path / "p.svg").stat().st_mode & 0o777 == 0o640
    (tmp_path / "point.json").write_text('{"x": 3}')
    assert warm.calc("diff", "x^2", "--at", "@point.json", cwd=tmp_path).stdout == b"6\n"


@pytest.mark.parametrize("colour", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"COLUMNS": "30"}])
def test_a_terminal_shows_the_same(warm, colour):
    def seen(wish: str) -> bytes:
        parent, terminal = pty.openpty()
        environment = {**warm.environment, "TERM": "xterm", **colour, "CALC_WARM": wish}
        subprocess.run(
            [*CALC, "grad", "x^2 y + sin(x y) + e^x ln(y)", "--at", "x=1,y=2"],
            stdin=terminal, stdout=terminal, stderr=terminal, env=environment, timeout=30, check=True,
        )  # fmt: skip
        os.close(terminal)
        shown = os.read(parent, 1 << 16)
        os.close(parent)
        return shown

    assert seen("1") == seen("0")


def test_a_descriptor_of_the_caller_is_read_by_the_caller(warm):
    script = 'exec "$@" check /dev/fd/5 5<<END\nf(x) = x^2\nf\'(x) = 2x\nEND\n'
    assert warm.calc(command=["bash", "-c", script, "bash", *CALC]).returncode == 0


@pytest.mark.parametrize(
    "change", ["ulimit -n 100", "ulimit -t 100", "renice -n 3 $$ >/dev/null", "export PYTHONUTF8=0"]
)
def test_other_circumstances_are_answered_by_the_caller(warm, change):
    """The warm process could not take on these. It declines, and is still there."""
    script = f'{change} && exec "$@"'
    assert warm.calc("diff", "x^2", command=["bash", "-c", script, "bash", *CALC]).stdout == b"2*x\n"
    assert warm.is_warm()


def test_many_at_once(warm):
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda n: warm.calc("diff", f"x^{n}", "--at", "1").stdout, range(1, 13))
    assert list(answers) == [b"%d\n" % n for n in range(1, 13)]


def test_its_memory_stays(warm):
    def memory() -> int:
        return int(Path(f"/proc/{warm.process}/statm").read_text().split()[1])

    def descriptors() -> int:
        return len(os.listdir(f"/proc/{warm.process}/fd"))

    warm.calc("diff", "x")
    before = memory(), descriptors()
    for n in range(15):
        warm.calc("diff", f"x^{n} sin(x)")
    assert memory() <= before[0] + 16
    assert descriptors() <= before[1]  # before, the first connection may have been closing


def test_start_again_is_no_second_one(warm):
    assert warm.start() == warm.process
    assert len(warm.sockets()) == 1


def test_strangers_are_not_answered(warm):
    """What is no question, or stops in the middle, does no harm."""
    for data in (b"", b"\x00", b"\xff" * 100, (1000).to_bytes(4, "little") + b"abc"):
        with socket.socket(socket.AF_UNIX) as stranger:
            stranger.connect(str(warm.folder / warm.sockets()[0]))
            stranger.sendall(data)
            stranger.shutdown(socket.SHUT_WR)
            assert len(stranger.recv(4)) == 4
            assert stranger.recv(4) == b""
    assert warm.calc("diff", "x^2").stdout == b"2*x\n"


@pytest.fixture
def own(tmp_path):
    runtime = Runtime(tmp_path / "run")
    yield runtime
    runtime.calc("warm", "stop")


def test_a_killed_one_confuses_nobody(own):
    process = own.start()
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: not own.is_warm())
    assert len(own.sockets()) == 1
    assert own.calc("diff", "x^2").stdout == b"2*x\n"
    assert own.start() != process
    assert own.calc("diff", "x^2").stdout == b"2*x\n"
    assert own.calc("warm", "stop").returncode == 0
    assert (own.is_warm(), own.sockets()) == (False, [])


def test_a_stopped_one_is_not_waited_for(own):
    process = own.start()
    for each in (process, *children(process)):
        os.kill(each, signal.SIGSTOP)
    assert own.calc("diff", "x^2").stdout == b"2*x\n"
    assert own.calc("warm", "stop").returncode == 0


def test_it_leaves_when_nobody_asks(own):
    own.start("--idle", "0.01")
    wait_until(lambda: not own.is_warm())
    assert own.sockets() == []


def test_the_first_question_may_start_it(tmp_path):
    own = Runtime(tmp_path / "run", CALC_WARM="auto")
    assert own.calc("diff", "x^2").stdout == b"2*x\n"
    wait_until(own.is_warm)
    own.calc("warm", "stop")


def test_it_leaves_when_the_code_has_changed(tmp_path):
    code = tmp_path / "code"
    shutil.copytree(Path(calc_cli.__file__).parent, code / "calc_cli", ignore=shutil.ignore_patterns("__pycache__"))
    own = Runtime(tmp_path / "run")
    assert own.calc("warm", "start", cwd=code).returncode == 0
    changed = code / "calc_cli" / "syntax" / "parser.py"
    changed.write_text(changed.read_text() + "\n\nraise SystemExit(99)\n")
    assert own.calc("diff", "x^2", cwd=code).returncode == 99
    wait_until(lambda: own.sockets() == [])
    assert own.calc("warm", "stop").returncode == 0


@pytest.mark.parametrize("unusable", ["here", "/" + 90 * "x", ""])
def test_a_folder_in_which_no_socket_can_be_is_passed_over(monkeypatch, unusable):
    monkeypatch.setenv("XDG_RUNTIME_DIR", unusable)
    monkeypatch.setenv("TMPDIR", "/elsewhere")
    assert place.folder() == f"/elsewhere/calc-{os.geteuid()}"


@pytest.mark.parametrize("make", ["open", "link"])
def test_a_folder_that_others_could_enter_is_not_used(tmp_path, make):
    own = Runtime(tmp_path / "run")
    if make == "open":
        own.folder.mkdir(mode=0o755)
    else:
        (tmp_path / "theirs").mkdir(mode=0o700)
        own.folder.symlink_to(tmp_path / "theirs")
    told = own.calc("warm", "start")
    assert told.returncode == 2
    assert b"nobody else can enter" in told.stderr
    assert own.calc("diff", "x^2").stdout == b"2*x\n"


def test_asking_loads_next_to_nothing():
    code = "import sys; old = set(sys.modules); import calc_cli.run.warm.client; print(set(sys.modules) - old)"
    loaded = subprocess.run(
        [sys.executable, "-S", "-c", code],
        env={"PYTHONPATH": str(Path(calc_cli.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert not {"click", "socket", "signal", "enum", "re", "typing", "collections"} & set(loaded.split("'"))
