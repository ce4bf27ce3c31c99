"""``kuajie reconcile-keys``: books compared unseen, and keys that would give people away refused."""

from __future__ import annotations

import csv
import hashlib
import random
import stat
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

Kuajie = Callable[..., Any]
HEADER = "order_id,line,phone,ordered_at,paid,currency,order_key"


def keys(count: int = 30) -> list[str]:
    rng = random.Random(5)  # noqa: S311 - keys to be repeated
    return [f"{rng.getrandbits(128):032x}" for _ in range(count)]


def write(
    file: Path, orders: Sequence[int], order_keys: Sequence[str], amounts: dict[int, str] | None = None
) -> str:
    amounts = amounts or {}
    lines = [
        f"N{order},1,1380000{order:04d},2026-10-05T09:00:00+08:00,"
        f"{amounts.get(order, '99.00')},CNY,{order_keys[order]}"
        for order in orders
    ]
    file.write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return str(file)


def blind(kuajie: Kuajie, folder: Path, side: str, book: str, *options: str) -> Any:
    return kuajie(
        *(
            "reconcile-keys",
            book,
            "--secret",
            str(folder / "secret.txt"),
            "-o",
            str(folder / f"{side}.tags.csv"),
        ),
        *("--own", str(folder / f"{side}.own.csv"), *options),
    )


def test_each_side_finds_what_is_common_and_what_differs(kuajie: Kuajie, tmp_path: Path) -> None:
    shared = keys()
    a = write(tmp_path / "a.csv", range(25), shared)
    b = write(tmp_path / "b.csv", range(5, 30), shared, {7: "99.01"})
    assert blind(kuajie, tmp_path, "a", a, "--new-secret").code == 0
    assert blind(kuajie, tmp_path, "b", b).code == 0
    own, theirs, output = tmp_path / "a.own.csv", tmp_path / "b.tags.csv", tmp_path / "d.csv"
    said = kuajie("reconcile", str(own), str(theirs), "-o", str(output), "--json")
    assert said.code == 0, said.err
    expected = {"matched": 19, "amount_differs": 1, "missing_in_b": 5, "missing_in_a": 5}
    assert said.record["reasons"] == expected
    assert len(said.record["learnt"]) == 4
    with output.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    named = {row["order_id"] for row in rows if row["reason"] == "missing_in_b"}
    assert named == {f"N{order}" for order in range(5)}
    assert [(row["order_id"], row["row"]) for row in rows if row["reason"] == "amount_differs"] == [
        ("N7", "9")
    ]
    assert [row["order_id"] for row in rows if row["reason"] == "missing_in_a"] == [""] * 5
    mediated = kuajie("reconcile", str(tmp_path / "a.tags.csv"), str(theirs), "--json")
    assert mediated.record["reasons"] == expected
    assert "order_id" not in mediated.out


def test_what_is_handed_over_holds_tags_alone_and_says_nothing_by_its_order(
    kuajie: Kuajie, tmp_path: Path
) -> None:
    shared = keys()
    assert (
        blind(kuajie, tmp_path, "a", write(tmp_path / "a.csv", range(30), shared), "--new-secret").code == 0
    )
    text = (tmp_path / "a.tags.csv").read_text(encoding="utf-8")
    header, *lines = text.splitlines()
    assert header == "tag,commitment"
    assert lines == sorted(lines)
    assert {len(line) for line in lines} == {129}
    assert not any(key in text for key in shared)
    for private in ("secret.txt", "a.own.csv"):
        assert stat.S_IMODE((tmp_path / private).stat().st_mode) == 0o600
    backwards = blind(kuajie, tmp_path, "b", write(tmp_path / "b.csv", range(29, -1, -1), shared))
    assert backwards.code == 0
    assert (tmp_path / "b.tags.csv").read_text(encoding="utf-8") == text


WEAK = {
    "a phone's hash": (
        [hashlib.md5(b"1380000%04d" % n).hexdigest() for n in range(30)],  # noqa: S324 - as exports have it
        "hashes of the column “phone”",
    ),
    "an order's hash": (
        [hashlib.sha256(b"N%d" % n).hexdigest() for n in range(30)],
        "hashes of the column “order_id”",
    ),
    "phones": ([f"1390000{n:04d}" for n in range(30)], "This column holds phones"),
    "numbers": ([f"{10**18 + n}" for n in range(30)], "This is not a random order key"),
    "counted": ([f"{n:032x}" for n in range(30)], "The keys follow a pattern"),
    "by time": ([str(uuid.uuid1()) for _ in range(30)], "The keys follow a pattern"),
    "short": ([key[:16] for key in keys()], "This is not a random order key"),
    "empty": (["", *keys()[1:]], "row 2, column order_key"),
    "of two orders": ([keys()[0], keys()[0], *keys()[2:]], "also stands in row 2, for another order"),
}


@pytest.mark.parametrize("weakness", sorted(WEAK))
def test_keys_that_can_be_guessed_are_refused_with_the_reason(
    kuajie: Kuajie, tmp_path: Path, weakness: str
) -> None:
    order_keys, said = WEAK[weakness]
    refused = blind(kuajie, tmp_path, "a", write(tmp_path / "a.csv", range(30), order_keys), "--new-secret")
    assert refused.code == 2, refused.out
    assert said in refused.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv"]


def test_a_column_of_hashed_phones_is_refused_by_its_name(kuajie: Kuajie, tmp_path: Path) -> None:
    book = Path(write(tmp_path / "a.csv", range(30), keys()))
    book.write_text(book.read_text(encoding="utf-8").replace("order_key", "手机号SHA256"), encoding="utf-8")
    refused = blind(kuajie, tmp_path, "a", str(book), "--new-secret", "--key-column", "手机号SHA256")
    assert refused.code == 2
    assert "one core hashes 2,000,000 of them a second, so all of them in 0.7 hours" in refused.err


@pytest.mark.parametrize(
    ("secret", "said"),
    [
        (None, "There is no secret in this file."),
        ("password", "must be at least 128 random bits"),
        ("0" * 64, "must be at least 128 random bits"),
        ("abcdef0123456789" * 2 + "a", "must be at least 128 random bits"),
    ],
)
def test_a_secret_that_is_none_is_refused(
    kuajie: Kuajie, tmp_path: Path, secret: str | None, said: str
) -> None:
    if secret is not None:
        (tmp_path / "secret.txt").write_text(secret, encoding="utf-8")
    refused = blind(kuajie, tmp_path, "a", write(tmp_path / "a.csv", range(30), keys()))
    assert refused.code == 2
    assert said in refused.err
    assert not (tmp_path / "a.tags.csv").exists()


def test_what_is_kept_is_never_what_is_handed_over(kuajie: Kuajie, tmp_path: Path) -> None:
    book = write(tmp_path / "a.csv", range(30), keys())
    secret, one = str(tmp_path / "secret.txt"), str(tmp_path / "one.csv")
    for shared, own in ((one, one), (secret, one), (one, book)):
        refused = kuajie(
            *("reconcile-keys", book, "--secret", secret, "--new-secret", "-o", shared, "--own", own)
        )
        assert refused.code == 2
        assert "One file cannot be what is handed over and what is kept." in refused.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_a_secret_is_never_overwritten(kuajie: Kuajie, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("kept", encoding="utf-8")
    refused = blind(kuajie, tmp_path, "a", write(tmp_path / "a.csv", range(30), keys()), "--new-secret")
    assert refused.code == 2
    assert (tmp_path / "secret.txt").read_text(encoding="utf-8") == "kept"


def test_files_of_tags_that_are_damaged_or_alone_are_refused(kuajie: Kuajie, tmp_path: Path) -> None:
    book = write(tmp_path / "a.csv", range(30), keys())
    assert blind(kuajie, tmp_path, "a", book, "--new-secret").code == 0
    tags = tmp_path / "a.tags.csv"
    assert "One book holds tags and the other orders" in kuajie("reconcile", str(tags), book).err
    lines = tags.read_text(encoding="utf-8").splitlines()
    other = tmp_path / "other.csv"
    other.write_text("\n".join([*lines, lines[1], "abc,def", ""]), encoding="utf-8")
    refused = kuajie("reconcile", str(tags), str(other))
    assert refused.code == 2
    assert "row 32, column tag: The tag also stands in row 2." in refused.err.replace("\n", ": ")
    assert "row 33, column tag" in refused.err


def test_orders_are_added_up_where_asked(kuajie: Kuajie, tmp_path: Path) -> None:
    (key,) = keys(1)
    rows = [
        f"N1,{line},,2026-10-05T09:00:00Z,{amount},CNY,{key}" for line, amount in ((1, "30.00"), (2, "12.00"))
    ]
    (tmp_path / "a.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    (tmp_path / "b.csv").write_text(
        f"order_id,paid,currency,order_key\nX,42.00,CNY,{key}\n", encoding="utf-8"
    )
    assert blind(kuajie, tmp_path, "a", str(tmp_path / "a.csv"), "--new-secret", "--by-order").code == 0
    assert blind(kuajie, tmp_path, "b", str(tmp_path / "b.csv")).code == 0
    said = kuajie("reconcile", str(tmp_path / "a.own.csv"), str(tmp_path / "b.tags.csv"), "--json")
    assert said.record["reasons"]["matched"] == 1


def test_it_speaks_chinese(kuajie: Kuajie, tmp_path: Path) -> None:
    said = blind(
        kuajie, tmp_path, "a", write(tmp_path / "a.csv", range(30), keys()), "--new-secret", "--lang", "zh"
    )
    assert "共享密钥与订单密钥请自行保管" in said.out
    assert "各方由此得知的内容" in said.out
