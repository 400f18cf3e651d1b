from newsarchive.crawling.ledger import Ledger
from newsarchive.discovery.left_out import LeftOut, why_in_vain
from newsarchive.items import Lead

LIST = "https://a.example/feed"


def test_each_lead_to_another_host_is_counted_once_and_its_host_named() -> None:
    ledger = Ledger()
    for url in ("https://b.example/1", "https://b.example/1", "https://b.example/2", "https://c.example/1"):
        ledger.left_out.note(LeftOut("other-site", url))
    (line,) = ledger.left_out.told()
    assert line.startswith("3 leads to other hosts are not followed: b.example (2), c.example (1);")
    assert ledger.account()["leads_elsewhere"] == 3
    assert not ledger.partial
    alone = Ledger()
    alone.left_out.note(LeftOut("other-site", "https://c.example/1"))
    (line,) = alone.left_out.told()
    assert line.startswith("1 lead to another host is not followed: c.example (1);")


def test_many_hosts_are_counted_and_not_named() -> None:
    ledger = Ledger()
    for number in range(7):
        ledger.left_out.note(LeftOut("other-site", f"https://h{number}.example/1"))
    assert " and 2 more;" in next(ledger.left_out.told())


def test_however_many_there_are_they_are_counted() -> None:
    ledger = Ledger()
    for number in range(20_100):
        ledger.left_out.note(LeftOut("other-site", f"https://b.example/{number}"))
    assert ledger.left_out.elsewhere == 20_100


def test_a_list_that_is_cut_makes_the_run_partial() -> None:
    ledger = Ledger()
    ledger.left_out.note(LeftOut("too-many", LIST, 5000))
    (line,) = ledger.left_out.told()
    assert line == f"1 list is too long, and the rest is left out: {LIST} (the first 5,000 are read)"
    assert ledger.partial
    assert ledger.account()["listings_cut"] == 1


def test_an_entry_without_address_is_told() -> None:
    ledger = Ledger()
    ledger.left_out.note(LeftOut("no-address", LIST))
    assert list(ledger.left_out.told()) == [f"1 entry of lists has no address: {LIST}"]
    assert not ledger.partial


def test_why_a_list_is_read_in_vain() -> None:
    assert why_in_vain(LIST, [])[0] == "no-links"
    reason, detail = why_in_vain(LIST, [LeftOut("other-site", "https://b.example/1"), Lead(LIST)])
    assert reason == "other-site"
    assert "b.example" in detail
