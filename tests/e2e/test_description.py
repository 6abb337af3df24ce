"""Every endpoint against its own description: what it allows, what it does not, and what nobody would send."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from gateway import HERE, KEY, Gateway

CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
# More by hand: LOTSMAN_EXAMPLES=500.
EXAMPLES = os.environ.get("LOTSMAN_EXAMPLES", "25")


@pytest.mark.parametrize("role", ["nobody", "operators"])
def test_no_request_gets_what_is_not_described(role: str) -> None:
    running = Gateway("-C", str(HERE / "base"))
    program = Path(sys.executable).with_name("schemathesis")
    command = [str(program), "run", f"{running.address}/openapi.json", "--checks", ",".join(CHECKS)]
    command += ["--max-examples", EXAMPLES, "--generation-deterministic", "--warnings", "off"]
    if role == "operators":
        command += ["--header", f"Authorization: Bearer {KEY}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=running.folder.name)
    alive, _ = running.request("GET", "about")
    running.stop()
    assert done.returncode == 0, done.stdout[-6000:]
    assert " passed" in done.stdout
    assert alive == 200
