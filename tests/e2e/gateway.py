"""A real `lotsman serve` on a free port of this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
KEY = "ключ-операторов".encode().hex()


def tool() -> str:
    """The program under test."""
    return os.environ.get("LOTSMAN_BIN") or str(ROOT / "target/debug/lotsman")


def sample() -> tuple[str, str]:
    """The sample base: as a bundle where one is named, else compiled by the gateway itself."""
    bundle = os.environ.get("LOTSMAN_BUNDLE")
    return ("--bundle", bundle) if bundle else ("-C", str(ROOT))


class Gateway:
    """A gateway over a bundle or a base; it can be killed and started again at the same address."""

    def __init__(self, *what: str, store: str = "memory:", origins: tuple[str, ...] = ()) -> None:
        self.folder = tempfile.TemporaryDirectory()
        settings = {
            "keys": {"operators": KEY},
            "origins": list(origins),
            "limits": {"per_minute": 0, "turns_per_minute": 0},
        }
        self.settings = Path(self.folder.name) / "settings.yaml"
        self.settings.write_text(json.dumps(settings), "utf-8")
        self.what = what
        self.store = store.replace("FOLDER", self.folder.name)
        self.listen = "127.0.0.1:0"
        self.process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        command = [tool(), "serve", *self.what, "--settings", str(self.settings)]
        command += ["--listen", self.listen, "--store", self.store, "--log", "text"]
        with (Path(self.folder.name) / "log").open("a") as log:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
        assert self.process.stdout
        line = self.process.stdout.readline().strip()
        assert line.startswith("http://"), self.log()
        self.address = line.rstrip("/")
        self.listen = self.address.removeprefix("http://")

    def log(self) -> str:
        return (Path(self.folder.name) / "log").read_text("utf-8")

    def kill(self) -> None:
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.kill()
        self.folder.cleanup()

    def request(self, method: str, path: str, body: object = None) -> tuple[int, dict | None]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.address}/v1/{path}", data, method=method)
        request.add_header("Content-Type", "application/json")
        request.add_header("Authorization", f"Bearer {KEY}")
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            return error.code, None
