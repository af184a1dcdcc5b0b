"""Real messages over real sockets: each service as apprise speaks to it, its address turned to here."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from command import truenorth
from truenorth.errors import TruenorthError
from truenorth.notify.channels import Channel
from truenorth.notify.message import Part
from truenorth.notify.sending import send

PARTS = [Part("held", "2 held: orders & <b>lines</b>"), Part("published", "已发布：新版本")]
SECRET = "T1JJ3T3L2secret"
NOTIFY = (
    "channels:\n  - {name: ops, url_env: OPS_URL, languages: [en, zh]}\n  - {name: deaf, url_env: DEAF_URL}\n"
)


class Service(ThreadingHTTPServer):
    """Takes every message, or none; `bodies` are what came."""

    def __init__(self, answers: int = 200) -> None:
        super().__init__(("127.0.0.1", 0), Listener)
        self.answers, self.bodies = answers, []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"


class Listener(BaseHTTPRequestHandler):
    server: Service

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        # Slack's webhooks answer in plain text, the robots in JSON
        answer = b"ok" if "/T1JJ3T3L2/" in self.path else b'{"code": 0, "errcode": 0}'
        self.send_response(self.server.answers)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Be quiet."""


class Mailbox(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as one message needs."""

    mails: list[str]

    def handle(self) -> None:
        self.wfile.write(b"220 here\r\n")
        while line := self.rfile.readline().strip().upper():
            if line == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.mails.append(b"".join(lines).decode())
            elif line == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as server:
        yield server
        server.shutdown()


def channel(monkeypatch: pytest.MonkeyPatch, url: str) -> Channel:
    monkeypatch.setenv("OPS_URL", url)
    return Channel("ops", "OPS_URL", ("held",), ("en",), None)


@pytest.mark.parametrize(
    ("plugin", "attribute", "url"),
    [
        ("feishu.NotifyFeishu", "notify_url", "feishu://token"),
        ("dingtalk.NotifyDingTalk", "notify_url", "dingtalk://token/13800000000"),
        ("wecombot.NotifyWeComBot", "notify_url", "wecombot://key12345"),
        ("slack.NotifySlack", "webhook_url", "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#ops"),
        (None, None, "json://{place}/hook"),
    ],
)
def test_each_service_gets_the_whole_text(
    service: Service, monkeypatch: pytest.MonkeyPatch, plugin: str | None, attribute: str | None, url: str
) -> None:
    if plugin and attribute:
        monkeypatch.setattr(f"apprise.plugins.{plugin}.{attribute}", f"http://{service.place}/robot")
    send(channel(monkeypatch, url.format(place=service.place)), "truenorth: shop", PARTS)
    text = json.dumps(json.loads("".join(service.bodies)), ensure_ascii=False)
    assert "truenorth: shop" in text and "已发布：新版本" in text
    assert text.index("2 held") < text.index("已发布")


def test_mail_is_sent_as_plain_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mailbox, "mails", [], raising=False)
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Mailbox) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"mailto://127.0.0.1:{server.server_address[1]}?from=a@example.org&to=b@example.org&format=text"
        send(channel(monkeypatch, url), "truenorth: shop", PARTS)
        server.shutdown()
    [mail] = Mailbox.mails
    assert "text/plain" in mail and "text/html" not in mail and "shop" in mail


@pytest.mark.parametrize(
    ("url", "code"),
    [
        (None, "TN-H011"),
        (f"nothing://{SECRET}", "TN-H011"),
        (f"json://127.0.0.1:1/{SECRET}", "TN-H012"),
    ],
)
def test_a_channel_that_cannot_be_reached_keeps_its_secret(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], url: str | None, code: str
) -> None:
    ops = channel(monkeypatch, url or "")
    with pytest.raises(TruenorthError) as refused:
        send(ops, "truenorth: shop", PARTS)
    assert refused.value.code == code
    out, err = capfd.readouterr()
    assert SECRET not in out + err + str(refused.value)


def test_a_service_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with Service(answers=500) as refusing:
        ops = channel(monkeypatch, f"json://{refusing.place}/")
        with pytest.raises(TruenorthError) as refused:
            send(ops, "truenorth: shop", PARTS)
        refusing.shutdown()
    assert refused.value.code == "TN-H012"


def test_without_apprise_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "apprise", None)
    with pytest.raises(TruenorthError) as refused:
        send(channel(monkeypatch, "json://127.0.0.1:1/"), "title", PARTS)
    assert refused.value.code == "TN-H013"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "dbt_project.yml").write_text("name: shop\nprofile: shop\n")
    (tmp_path / "expectations").mkdir()
    (tmp_path / "expectations" / "notify.yml").write_text(NOTIFY)
    (tmp_path / "target").mkdir()
    node = {"unique_id": "model.shop.stg_orders", "status": "error", "message": "broken"}
    results = {"metadata": {"invocation_id": "i"}, "results": [node]}
    (tmp_path / "target" / "run_results.json").write_text(json.dumps(results))
    return tmp_path


def test_the_command_tells_and_a_deaf_channel_changes_no_exit_code(
    shop: Path, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPS_URL", f"json://{service.place}/")
    (shop / "gate.json").write_text(json.dumps({"verdict": "unknown", "findings": []}))
    done = truenorth(shop, "notify", "--gate", "gate.json")
    assert (done.returncode, done.stderr.split()[:2]) == (0, ["TN-H011", "deaf:"])
    [body] = service.bodies
    message = json.loads(body)["message"]
    assert message.index("red checks: 1\n- stg_orders") < message.index("The gate did not pass")
    assert "未通过的检查：1" in message
    (shop / "gate.json").write_text("{}")
    assert truenorth(shop, "notify", "--gate", "gate.json").returncode == 2


def test_a_channel_is_tried_by_name(shop: Path, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPS_URL", f"json://{service.place}/")
    done = truenorth(shop, "notify", "--test", "ops")
    assert (done.returncode, done.stdout) == (0, "sent to ops\n")
    assert "This is a test.\n这是一条测试消息。" in json.loads(service.bodies[0])["message"]
    assert truenorth(shop, "notify", "--test", "deaf").returncode == 2
    unknown = truenorth(shop, "notify", "--test", "oops")
    assert (unknown.returncode, unknown.stderr.split()[0]) == (2, "TN-H014")
    (shop / "expectations" / "notify.yml").unlink()
    assert truenorth(shop, "notify").stderr.split()[0] == "TN-H014"
