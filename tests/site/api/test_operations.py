"""What programs do through the API: the same as people on pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from calling_api import Program
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kuajie_site.disclosure.models import Grant
from kuajie_site.programmes.models import Programme
from kuajie_site.studies.models import Answer

Make = Callable[..., Program]
Work = Callable[[], int]


def test_a_study_is_asked_worked_on_and_read(program: Make, work: Work) -> None:
    analyst = program("analyst")
    asked = analyst.post("studies/check/ask", {"options": {}})
    assert asked.status_code == 202, asked.content
    job = asked.json()
    assert (job["state"], job["answer"]) == ("waiting", None)
    assert asked["Location"].endswith(f"/jobs/{job['id']}")
    assert work() == 1
    done = analyst.get(f"jobs/{job['id']}").json()
    assert (done["state"], done["done"]) == ("done", 1.0)
    answer = analyst.get(f"answers/{done['answer']}")
    assert answer.json()["record"] == Answer.objects.get().record
    assert answer["ETag"]
    again = analyst.post("studies/check/ask", {"options": {}})
    assert (again.status_code, again.json()["id"]) == (200, done["answer"])
    listed = analyst.get("answers?study=check").json()
    assert [(each["id"], each["readable"]) for each in listed["items"]] == [(done["answer"], True)]
    assert analyst.get("answers?study=fit").json()["count"] == 0


def test_what_is_not_disclosed_is_not_told(program: Make, work: Work) -> None:
    program("analyst").post("studies/check/ask", {})
    work()
    answer = Answer.objects.get()
    other = program("mingde")
    assert other.get(f"answers/{answer.pk}").status_code == 200
    Grant.objects.filter(party__key="zhihai", to__key="mingde").update(withdrawn_at=timezone.now())
    assert other.get(f"answers/{answer.pk}").status_code == 404
    (listed,) = other.get("answers").json()["items"]
    assert (listed["readable"], "record" in listed) == (False, False)
    refused = other.post("studies/check/ask", {})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_disclosed")
    check = next(each for each in other.get("studies").json()["items"] if each["name"] == "check")
    assert check["may_ask"] is False
    assert "zhihai.catalogue" in check["not_disclosed"]


def test_options_that_cannot_be_taken_are_named(program: Make) -> None:
    options = {"risk": "luck", "draws": -3, "no_such": 1}
    refused = program("analyst").post("studies/plan/ask", {"options": options})
    assert refused.status_code == 422
    assert refused["Content-Type"].startswith("application/problem+json")
    found = {each["column"]: each["value"] for each in refused.json()["findings"]}
    assert found == {"risk": "luck", "draws": "-3", "no_such": None}


def test_files_are_handed_in_looked_at_and_accepted(program: Make, work: Work, programme: Programme) -> None:
    manager = program("manager")
    version = programme.latest
    assert version is not None
    lines = (version.folder / "zhihai" / "orders.csv").read_text("utf-8").splitlines()
    given = SimpleUploadedFile("orders.csv", "\n".join([*lines, lines[-1].replace("ZHI", "NEW")]).encode())
    place = f"/api/v1/programmes/{programme.pk}/uploads"
    signed = {"authorization": f"Bearer {manager.key}"}
    handed = Client().post(place, {"files": given, "note": "十一月"}, headers=signed)
    assert handed.status_code == 202, handed.content
    upload, tag = handed.json(), handed["ETag"]
    early = manager.post(f"uploads/{upload['id']}/accept", {})
    assert (early.status_code, early.json()["code"]) == (409, "conflict")
    work()
    ready = manager.get(f"uploads/{upload['id']}")
    assert ready.json()["stage"] == "ready", ready.json()
    stale = manager.post(f"uploads/{upload['id']}/accept", {}, if_match=tag)
    assert (stale.status_code, stale["ETag"]) == (412, ready["ETag"])
    accepted = manager.post(f"uploads/{upload['id']}/accept", {}, if_match=ready["ETag"])
    assert (accepted.status_code, accepted.json()["version"]) == (200, 2)
    assert manager.get("versions").json()["items"][0]["note"] == "十一月"
    assert manager.post(f"uploads/{upload['id']}/accept", {}).status_code == 409
    download = manager.get("versions/2/files/orders.csv")
    assert b"".join(download.streaming_content).endswith(lines[-1].replace("ZHI", "NEW").encode())
    activity = manager.get("activity").json()["items"]
    assert activity[0]["what"] == "files_changed"


def test_problems_of_files_come_as_findings(program: Make, work: Work, programme: Programme) -> None:
    analyst = program("analyst")
    version = programme.latest
    assert version is not None
    lines = (version.folder / "zhihai" / "orders.csv").read_text("utf-8").splitlines()
    broken = lines[1].replace(lines[1].split(",")[6], "2026-13-45")
    given = SimpleUploadedFile("orders.csv", "\n".join([lines[0], broken]).encode())
    handed = Client().post(
        f"/api/v1/programmes/{programme.pk}/uploads",
        {"files": given},
        headers={"authorization": f"Bearer {analyst.key}"},
    )
    work()
    for language in ("en", "zh"):
        analyst.language = language
        told = analyst.get(f"uploads/{handed.json()['id']}").json()
        assert told["stage"] == "refused"
        assert {each["row"] for each in told["findings"]} & {1, 2}
        assert any(each["column"] for each in told["findings"])
        assert any("一" <= letter <= "鿿" for letter in told["findings"][0]["message"]) == (language == "zh")


def test_grants_are_given_and_withdrawn(program: Make) -> None:
    owner, other = program("owner"), program("mingde")
    until = (timezone.localdate() + timedelta(days=30)).isoformat()
    wish = {"to": ["mingde"], "fields": ["learners"], "purpose": "joint lists", "until": until}
    given = owner.post("grants", wish)
    assert given.status_code == 201, given.content
    (grant,) = given.json()
    assert (grant["party"], grant["to"], grant["in_force"]) == ("zhihai", "mingde", True)
    assert grant["id"] in {each["id"] for each in other.get("grants?limit=100").json()["items"]}
    assert other.call("DELETE", f"grants/{grant['id']}").status_code == 404
    assert owner.call("DELETE", f"grants/{grant['id']}").status_code == 204
    assert owner.call("DELETE", f"grants/{grant['id']}").status_code == 404
    past = owner.post("grants", wish | {"until": "2020-01-01", "to": ["nobody"]})
    assert {each["column"] for each in past.json()["findings"]} == {"until", "to"}


def test_lists_come_in_parts(program: Make) -> None:
    owner = program("owner")
    first = owner.get("grants?limit=2").json()
    assert (len(first["items"]), first["next"]) == (2, 2)
    rest = owner.get(f"grants?limit=100&offset={first['next']}").json()
    assert (len(rest["items"]), rest["next"]) == (first["count"] - 2, None)
    refused = owner.get("grants?limit=101")
    assert refused.json()["findings"][0]["column"] == "limit"


def test_headers_are_named_by_programs(program: Make, work: Work, programme: Programme) -> None:
    analyst, version = program("analyst"), programme.latest
    assert version is not None
    head, *lines = (version.folder / "zhihai" / "orders.csv").read_text("utf-8").splitlines()
    own = head.replace(chr(34), "").split(",")
    strange = ["=HYPERLINK(1)" if name == "order_id" else name for name in own]
    given = SimpleUploadedFile("orders.csv", "\n".join([",".join(strange), *lines]).encode())
    place = f"/api/v1/programmes/{programme.pk}/uploads"
    handed = Client().post(place, {"files": given}, headers={"authorization": f"Bearer {analyst.key}"})
    work()
    upload = f"uploads/{handed.json()['id']}"
    assert analyst.get(upload).json()["stage"] == "columns"
    (table,) = analyst.get(f"{upload}/columns").json()["items"]
    assert (table["file"], table["record"], table["mapped"]) == ("orders.csv", "orders", False)
    assert program("mingde").get(f"{upload}/columns").status_code == 404
    columns = {header: "order_id" if header == "=HYPERLINK(1)" else header for header in strange}
    asked = {"file": "orders.csv", "record": "orders", "columns": columns}
    twice = {"tables": [asked | {"columns": columns | {"line": "order_id"}}]}
    unknown = {"tables": [asked | {"columns": columns | {"nothing": "line"}}, asked | {"file": "x.csv"}]}
    for wrong, named in ((twice, "line"), (unknown, "nothing")):
        refused = analyst.post(f"{upload}/columns", wrong)
        assert refused.status_code == 422
        assert named in {each["column"] for each in refused.json()["findings"]}
    assert analyst.post(f"{upload}/columns", {"tables": [asked]}, if_match='"old"').status_code == 412
    named_now = analyst.post(f"{upload}/columns", {"tables": [asked]})
    assert (named_now.status_code, named_now.json()["stage"]) == (202, "checking"), named_now.content
    work()
    assert analyst.get(upload).json()["stage"] == "ready"
    assert analyst.post(f"{upload}/columns", {"tables": [asked]}).status_code == 409
