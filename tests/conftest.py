"""What every test relies on: hypothesis draws the same examples each time, and stores none.

The command is run as a process by many tests. They leave the warm process of whoever runs them alone; with
CALC_TEST_WARM=1 they are all answered by one of their own, as `pytest tests/cli tests/test_readme.py` should be.
"""

import os
import signal
import subprocess
import sys
import threading

import pytest
from hypothesis import settings

settings.register_profile("calc", derandomize=True, deadline=None, database=None)
settings.load_profile("calc")

if threading.current_thread() is threading.main_thread():
    # Whoever starts the tests may ignore Ctrl-C, as a job in the background does; what they start must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)

WARM = [sys.executable, "-m", "calc_cli", "warm"]


@pytest.fixture(scope="session", autouse=True)
def warm_process(tmp_path_factory):
    """Start a warm process if it is wanted, else keep every command from looking for one."""
    if not os.environ.get("CALC_TEST_WARM"):
        os.environ["CALC_WARM"] = "0"
        yield
        return
    os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    subprocess.run([*WARM, "start"], check=True, timeout=60)
    yield
    subprocess.run([*WARM, "stop"], check=True, timeout=60)
