from __future__ import annotations

import copy
import datetime
import pickle
import threading
from decimal import Decimal

import lotsman
import pytest
from conftest import NOON

BOOKS = "книги_на_руках"


def at_the_number(engine: lotsman.Engine) -> lotsman.Session:
    """A session of somebody who is identified and is asked for the number of the ticket."""
    session, turn = engine.start(scenario=BOOKS, identified=True, now=NOON)
    assert isinstance(turn.actions[0], lotsman.Ask)
    return session


def test_a_question_is_answered_with_its_ground(engine):
    session, greeting = engine.start(now=NOON)
    assert greeting.text == "Здравствуйте! Это городская библиотека. Что вас интересует?"
    turn = engine.step(session, "До которого часа вы открыты?", now=NOON)
    assert turn.actions == (
        lotsman.Say(
            "Библиотека открыта с девяти до восьми, кроме понедельника.",
            (lotsman.Ground("Правила пользования библиотекой", "2"),),
        ),
    )
    assert turn.explanation["turn"] == 2
    assert engine.topic(session) == "библиотека.часы"
    assert (session.turn, session.channel, session.date) == (2, "chat", NOON.date())


def test_a_whole_conversation_with_the_services_part(engine):
    session, _ = engine.start(now=NOON)
    turn = engine.step(session, "Сколько у меня книг?", now=NOON)
    assert turn.actions[-1] == lotsman.Identify(("читательский_билет",))
    assert session.waits_for_host
    turn = engine.step(session, lotsman.Identified(True, "читательский_билет"), now=NOON)
    (ask,) = turn
    assert isinstance(ask, lotsman.Ask) and ask.fact == "номер_билета" and ask.expects == "text"
    turn = engine.step(session, lotsman.Text("АБ 1234"), now=NOON)
    assert turn.actions == (
        lotsman.Lookup("каталог", {"номер_билета": "АБ 1234"}, ("книг",), lotsman.Period(seconds=2)),
    )
    turn = engine.step(session, lotsman.LookupResult("каталог", {"книг": 3}), now=NOON)
    say, menu = turn
    assert say.text == "У вас 3\u00a0книги на руках."
    match menu:
        case lotsman.Menu(text=text, options=options):
            assert text == "Что сделать?"
            assert options == (
                lotsman.Choice("продлить", "Продлить на неделю", "1"),
                lotsman.Choice("ничего", "Ничего, спасибо", "2"),
            )
        case _:
            pytest.fail(repr(menu))
    turn = engine.step(session, lotsman.Option("продлить"), now=NOON)
    assert turn.actions[-1] == lotsman.End("решено")
    assert session.is_over and session.outcome == "решено"
    assert len(engine.step(session, "ещё вопрос", now=NOON)) == 0


def test_a_source_that_fails_hands_over_with_a_card(engine):
    session = at_the_number(engine)
    transcript = lotsman.Transcript()
    transcript.record(engine.step(session, "АБ 1234", now=NOON))
    transcript = lotsman.Transcript.from_json(transcript.to_json())
    turn = transcript.record(engine.step(session, lotsman.LookupResult("каталог", None), now=NOON))
    card = turn.actions[-1]
    assert isinstance(card, lotsman.Handover)
    assert (card.queue, card.reason) == ("абонемент", "Книги на руках показать не удалось")
    (number,) = card.facts
    assert number == lotsman.Fact("номер_билета", "Номер читательского билета", "АБ 1234", "АБ 1234", "said", True)
    assert card.transcript[0] == ("citizen", "АБ 1234")
    assert transcript.lines == list(card.transcript) and transcript.dropped == 0
    with pytest.raises(ValueError):
        lotsman.Transcript.from_json("[]")
    assert card.card["open"] is True
    assert session.is_over


def test_a_source_that_knows_nothing(engine):
    session = at_the_number(engine)
    engine.step(session, "АБ 1234", now=NOON)
    turn = engine.step(session, lotsman.LookupResult("каталог", {}), now=NOON)
    assert isinstance(turn.actions[-1], lotsman.Handover)


def test_keys_silence_and_speech(engine):
    session, _ = engine.start(channel="voice", scenario=BOOKS, identified=True, facts={"номер_билета": "7"}, now=NOON)
    turn = engine.step(session, lotsman.LookupResult("каталог", {"книг": 1}), now=NOON)
    assert "У вас 1\u00a0книга на руках." in turn.text
    turn = engine.step(session, lotsman.Silence(), now=NOON)
    assert turn.text and not session.is_over
    heard = (lotsman.Heard("ничего не надо", 0.4), lotsman.Heard("продлите", 0.3))
    again = copy.copy(session)
    assert engine.step(again, lotsman.Speech(heard), now=NOON).actions
    turn = engine.step(session, lotsman.Key("2"), now=NOON)
    assert turn.actions[-1] == lotsman.End("решено")


def test_facts_go_in_and_come_out(engine):
    given = {
        "книг": 3,
        "свой_билет": True,
        "Возраст_читателя": Decimal(71),
        "день_записи": datetime.date(2019, 2, 3),
        "номер_билета": None,
    }
    session, _ = engine.start(facts=given, now=NOON)
    known = {fact.name: fact.value for fact in engine.facts(session)}
    assert known == {
        "книг": 3,
        "свой_билет": True,
        "возраст_читателя": 71,
        "день_записи": datetime.date(2019, 2, 3),
    }
    unknown, _ = engine.start(facts={"книг": lotsman.UNKNOWN}, now=NOON)
    (fact,) = engine.facts(unknown)
    assert fact.value is lotsman.UNKNOWN and fact.origin == "given"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"книги": 1}, "the base has no fact “книги”"),
        ({"книг": 21}, "книг = “21” is out of range; wanted: a whole number from 0 to 20"),
        ({"книг": "много"}, "книг = “много” cannot be read"),
        ({"день_записи": "2023-02-30"}, "день_записи = “2023-02-30”"),
    ],
)
def test_facts_that_do_not_fit_are_refused(engine, facts, words):
    with pytest.raises(ValueError) as error:
        engine.start(facts=facts, now=NOON)
    assert words in str(error.value)


def test_what_is_no_fact_and_no_event_is_a_type_error(engine):
    with pytest.raises(TypeError, match="a fact cannot be a object"):
        engine.start(facts={"книг": object()}, now=NOON)
    session, _ = engine.start(now=NOON)
    with pytest.raises(TypeError, match="an event is wanted"):
        engine.step(session, 5, now=NOON)
    with pytest.raises(ValueError):
        engine.step(session, lotsman.Key("12"), now=NOON)
    with pytest.raises(ValueError, match="chat"):
        engine.start(channel="fax", now=NOON)
    assert session.turn == 1


def test_sessions_survive_as_bytes_json_and_pickle(engine):
    session = at_the_number(engine)
    for again in (
        lotsman.Session.from_bytes(session.to_bytes()),
        lotsman.Session.from_json(session.to_json()),
        pickle.loads(pickle.dumps(session)),
        copy.deepcopy(session),
    ):
        assert again == session and again is not session
        turn = engine.step(again, "АБ 1234", now=NOON)
        assert isinstance(turn.actions[0], lotsman.Lookup)
        assert again != session
    assert repr(session) == f"<lotsman.Session of bundle {engine.bundle}, turn 1>"
    assert engine.position(session) == (BOOKS, "билет")
    assert len(session.to_bytes()) < 600


def test_damaged_sessions_are_refused(engine):
    data = at_the_number(engine).to_bytes()
    for cut in range(len(data)):
        with pytest.raises(lotsman.SessionError):
            lotsman.Session.from_bytes(data[:cut])
    with pytest.raises(lotsman.SessionError):
        lotsman.Session.from_json("{}")


def test_damaged_bundles_are_refused(bundle, tmp_path):
    data = bundle.read_bytes()
    assert lotsman.Engine.from_bytes(data).title == "Городская библиотека"
    for wrong in (b"", b"hello", data[:-1], data + b"\0", data[:5000] + b"!" + data[5001:]):
        with pytest.raises(lotsman.BundleError):
            lotsman.Engine.from_bytes(wrong)
    with pytest.raises(FileNotFoundError):
        lotsman.Engine.open(tmp_path / "none.lotsman")
    with pytest.raises(OSError):
        lotsman.Engine.open(tmp_path)
    assert issubclass(lotsman.BundleError, lotsman.LotsmanError)


def test_only_what_a_trusted_key_signed_is_opened(bundle):
    signed = bundle.with_name("signed.lotsman")
    key, stranger = (bundle.with_name(name).read_text() for name in ("signed.pub", "stranger.pub"))
    for keys in ([key], [stranger, key], (key,), key):
        assert lotsman.Engine.open(signed, trusted_keys=keys).title == "Городская библиотека"
        assert lotsman.Engine.from_bytes(signed.read_bytes(), trusted_keys=keys).title == "Городская библиотека"
    data = signed.read_bytes()
    for wrong, keys in ((data, [stranger]), (data, []), (bundle.read_bytes(), [key])):
        with pytest.raises(lotsman.UntrustedError):
            lotsman.Engine.from_bytes(wrong, trusted_keys=keys)
    with pytest.raises(lotsman.UntrustedError):
        lotsman.Engine.open(bundle, trusted_keys=[key])
    # One byte of the signature turned over: the checksum notices.
    for damaged in (data[:-1], data[:-1] + bytes([data[-1] ^ 1])):
        with pytest.raises(lotsman.BundleError) as refused:
            lotsman.Engine.from_bytes(damaged, trusted_keys=[key])
        assert not isinstance(refused.value, lotsman.UntrustedError)
    with pytest.raises(ValueError, match="key 2"):
        lotsman.Engine.open(signed, trusted_keys=[key, "hello"])
    assert issubclass(lotsman.UntrustedError, lotsman.BundleError)


def test_a_pickled_engine_still_trusts_nobody_else(bundle, tmp_path):
    signed = bundle.with_name("signed.lotsman").read_bytes()
    key = bundle.with_name("signed.pub").read_text()
    path = tmp_path / "base.lotsman"
    path.write_bytes(signed)
    pickled = pickle.dumps(lotsman.Engine.open(path, trusted_keys=[key]))
    assert pickle.loads(pickled).title == "Городская библиотека"
    # The same content without the signature: the identity is the same.
    path.unlink()
    path.write_bytes(bundle.read_bytes())
    with pytest.raises(lotsman.UntrustedError):
        pickle.loads(pickled)


def test_engines_and_turns_are_pickled(engine, bundle, tmp_path):
    again = pickle.loads(pickle.dumps(engine))
    assert again.bundle == engine.bundle
    of_bytes = lotsman.Engine.from_bytes(bundle.read_bytes())
    assert pickle.loads(pickle.dumps(of_bytes)).bundle == engine.bundle
    _, turn = engine.start(now=NOON)
    assert pickle.loads(pickle.dumps(turn)) == turn

    moved = tmp_path / "moved.lotsman"
    moved.write_bytes(bundle.read_bytes())
    pickled = pickle.dumps(lotsman.Engine.open(moved))
    moved.unlink()
    with pytest.raises(FileNotFoundError):
        pickle.loads(pickled)


def test_times(engine):
    utc = datetime.timezone.utc
    # Half past ten in the evening in Greenwich is the next day in Moscow.
    late, _ = engine.start(now=datetime.datetime(2023, 9, 15, 22, 30, tzinfo=utc))
    civil, _ = engine.start(now=datetime.datetime(2023, 9, 15, 22, 30))
    assert (late.date, civil.date) == (datetime.date(2023, 9, 16), datetime.date(2023, 9, 15))
    session, _ = engine.start()
    today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=3))).date()
    assert abs((session.date - today).days) <= 1


def test_judging_tells_why(engine):
    judged = engine.judge("доставка книг почтой", date=NOON.date())
    assert judged["decision"] == "answer"
    best = judged["candidates"][0]
    assert best["topic"] == "библиотека.посылка" and best["probability"] > 0.5
    assert any("доставка" in document["text"] for document in best["documents"])
    assert engine.judge("квантовая хромодинамика")["decision"] == "unknown"


def test_threads_share_an_engine(engine):
    answers: list[str] = []

    def talk() -> None:
        for _ in range(20):
            session, _ = engine.start(now=NOON)
            answers.append(engine.step(session, "часы работы", now=NOON).text)

    threads = [threading.Thread(target=talk) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["Библиотека открыта с девяти до восьми, кроме понедельника."] * 80


def test_things_show_themselves(engine):
    assert repr(engine) == f"Engine('Городская библиотека', bundle='{engine.bundle}')"
    _, turn = engine.start(now=NOON)
    assert repr(turn).startswith("Turn(Say(text='Здравствуйте!")
    assert repr(lotsman.UNKNOWN) == "UNKNOWN" and not lotsman.UNKNOWN
    assert pickle.loads(pickle.dumps(lotsman.UNKNOWN)) is lotsman.UNKNOWN


def test_a_session_of_another_bundle_goes_on_and_the_turn_tells_how(engine, bundle):
    other = lotsman.Engine.open(bundle.with_name("other.lotsman"))
    assert other.bundle != engine.bundle
    session = at_the_number(other)
    turn = engine.step(session, "АБ 1234", now=NOON)
    assert turn.explanation["moved"]["how"] == "here"
    assert isinstance(turn.actions[0], lotsman.Lookup)
    assert session.bundle == engine.bundle
    turn = engine.step(session, lotsman.LookupResult("каталог", {"книг": 1}), now=NOON)
    assert turn.explanation["moved"] is None
