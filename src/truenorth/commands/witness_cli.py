"""The options of `truenorth evidence witness`: first the log's side, then the witness's own."""

from __future__ import annotations

from pathlib import Path

import click

from ..command_line import project_at, project_option, refusals

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
OUT = click.Path(path_type=Path, dir_okay=False)
STATE = click.option("--state", type=OUT, required=True, help="The witness's own file.")


@click.group()
def witness() -> None:
    """Let others cosign that the log was never rewritten; or be such a witness.

    The log's side: add, submit (over HTTP), request and accept (by files). The witness's side: init, trust,
    serve, cosign.

    \b
    Examples:
      truenorth evidence witness add example.org/w1+5e6f7a8b+BAx...= --url https://w1.example.org
      truenorth evidence witness submit
    """


@witness.command("add")
@click.argument("vkey")
@click.option("--url", default="", help="Where it takes checkpoints; leave out if it is asked by files.")
@project_option
@refusals
def add(vkey: str, url: str, project_dir: Path | None) -> None:
    """Make a witness known to the project's log by its public key VKEY.

    \b
    Examples:
      truenorth evidence witness add example.org/w1+5e6f7a8b+BAx...= --url https://w1.example.org
    """
    from .evidence import add_witness_to

    click.echo(f"known: {add_witness_to(project_at(project_dir), vkey, url)}", err=True)


@witness.command("submit")
@click.argument("name", required=False)
@project_option
@refusals
def submit(name: str | None, project_dir: Path | None) -> None:
    """Ask the witness NAME (default: the only one) over HTTP to cosign the newest checkpoint.

    \b
    Examples:
      truenorth evidence witness submit
    """
    from .evidence import submit_to

    click.echo(f"cosigned by {', '.join(submit_to(project_at(project_dir), name))}", err=True)


@witness.command("request")
@click.argument("name", required=False)
@click.option("--out", type=OUT, default=None, help="Write it here; default: stdout.")
@project_option
@refusals
def request(name: str | None, out: Path | None, project_dir: Path | None) -> None:
    """Write a request for the witness NAME, to be carried to it as a file.

    \b
    Examples:
      truenorth evidence witness request --out request.txt
    """
    from .evidence import request_for
    from .evidence_cli import write_or_print

    write_or_print(request_for(project_at(project_dir), name), out)


@witness.command("accept")
@click.argument("answer", type=FILE)
@project_option
@refusals
def accept(answer: Path, project_dir: Path | None) -> None:
    """Keep the cosignatures of the file ANSWER that a witness gave back.

    \b
    Examples:
      truenorth evidence witness accept answer.txt
    """
    from .evidence import accept_from

    click.echo(f"cosigned by {', '.join(accept_from(project_at(project_dir), answer))}", err=True)


@witness.command("init")
@click.argument("name")
@STATE
@click.option(
    "--keys", type=click.Path(path_type=Path, file_okay=False), default=None, help="Folder of its key."
)
@refusals
def init(name: str, state: Path, keys: Path | None) -> None:
    """Make a witness called NAME; prints its public key.

    \b
    Examples:
      truenorth evidence witness init example.org/w1 --state /var/lib/witness.sqlite
    """
    from ..evidence.keys import default_folder
    from ..evidence.witness import Witness

    Witness.create(state, name, keys or default_folder())
    click.echo(str(Witness(state).key))


@witness.command("trust")
@click.argument("vkey")
@STATE
@refusals
def trust(vkey: str, state: Path) -> None:
    """Let the witness watch the log with the public key VKEY.

    \b
    Examples:
      truenorth evidence witness trust example.com/shop+1a2b3c4d+AbC...= --state /var/lib/witness.sqlite
    """
    from ..evidence.witness import Witness

    click.echo(f"watching {Witness(state).trust(vkey)}", err=True)


@witness.command("cosign")
@click.argument("file", type=FILE)
@STATE
@click.option("--out", type=OUT, default=None, help="Write the answer here; default: stdout.")
@refusals
def cosign(file: Path, state: Path, out: Path | None) -> None:
    """Answer the request in FILE without a network.

    \b
    Examples:
      truenorth evidence witness cosign request.txt --state /var/lib/witness.sqlite --out answer.txt
    """
    from .evidence import answer_request
    from .evidence_cli import write_or_print

    write_or_print(answer_request(state, file), out)


@witness.command("serve")
@STATE
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, help="Port; 0 takes a free one.")
@refusals
def serve(state: Path, host: str, port: int) -> None:
    """Answer requests over HTTP (c2sp.org/tlog-witness) until stopped.

    \b
    Examples:
      truenorth evidence witness serve --state /var/lib/witness.sqlite --port 8080
    """
    from ..evidence.witness import Witness
    from ..evidence.witness_server import WitnessServer

    server = WitnessServer(Witness(state), host, port)
    click.echo(f"listening on http://{host}:{server.server_port}", err=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo("stopped", err=True)
    finally:
        server.server_close()
