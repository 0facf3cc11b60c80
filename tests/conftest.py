"""What every test relies on: hypothesis draws the same examples each time, and stores none.

The command is run as a process by many tests. They leave the warm process of whoever runs them alone. The examples of
the manual and some more are answered by one of their own; with CALC_TEST_WARM=1 so are all, with CALC_TEST_WARM=0 none.
"""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest
from hypothesis import settings

from calc_cli.render import as_text
from calc_cli.render.json_object import schema_text
from tests.schema import faults

settings.register_profile("calc", derandomize=True, deadline=None, database=None)
settings.load_profile("calc")

if threading.current_thread() is threading.main_thread():
    # Whoever starts the tests may ignore Ctrl-C, as a job in the background does; what they start must not.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def every_json_object_fits_the_schema():
    """Hold every result that is written as JSON in this process, or in its workers, against the schema."""
    schema = json.loads(schema_text())
    written = as_text.json_object

    def checked(fields):
        text = written(fields)
        assert list(faults(json.loads(text), schema, schema)) == []
        return text

    as_text.json_object = checked
    yield
    as_text.json_object = written


WARM = [sys.executable, "-m", "calc_cli", "warm"]


@pytest.fixture(scope="session")
def warm_process(tmp_path_factory):
    """Start a warm process, and return what finds it in the environment."""
    environment = {"CALC_WARM": "1", "XDG_RUNTIME_DIR": str(tmp_path_factory.mktemp("runtime"))}
    subprocess.run([*WARM, "start"], check=True, timeout=60, env=os.environ | environment)
    yield environment
    subprocess.run([*WARM, "stop"], check=True, timeout=60, env=os.environ | environment)


@pytest.fixture(scope="session")
def quick(request):
    """Return the environment in which many questions are answered, at once if that is wanted."""
    return {} if os.environ.get("CALC_TEST_WARM") == "0" else request.getfixturevalue("warm_process")


@pytest.fixture(scope="session", autouse=True)
def surroundings(request):
    """Have every command answered by a warm process, if that is wanted, else keep it from looking for one."""
    everything = os.environ.get("CALC_TEST_WARM") == "1"
    os.environ |= request.getfixturevalue("warm_process") if everything else {"CALC_WARM": "0"}
