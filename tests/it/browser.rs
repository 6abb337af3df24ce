//! The page of `lotsman graph` in a real browser: it opens, searches, shows the way of a finding, and
//! its words stay on their cards. Chromium runs without a network; a script at the end of the page does
//! what a person would and leaves what it saw in the page.

use std::path::PathBuf;
use std::process::Command;

use lotsman::diag::Severity;
use lotsman::picture::{self, Card, Deed, Finding, Kind, Link, LinkKind, Page, Picture, Row, Way};
use lotsman::value::Lang;
use serde_json::Value;

use super::cli::{Base, outcome};

fn chromium() -> PathBuf {
    if let Ok(named) = std::env::var("LOTSMAN_CHROMIUM") {
        return named.into();
    }
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.iter().find(|name| {
        let version = Command::new(name).arg("--version").output();
        version.is_ok_and(|o| o.status.success())
    });
    found
        .expect("no Chromium: `cargo xtask test` installs it, or name its program in LOTSMAN_CHROMIUM")
        .into()
}

/// Opens a page and runs `script` in it; `script` gives what it saw.
fn drive(page: &str, script: &str) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.html");
    let probe = format!(
        r#"<script>
const $ = (s) => document.querySelector(s), $$ = (s) => [...document.querySelectorAll(s)];
const key = (name, on = document.activeElement) => on.dispatchEvent(new KeyboardEvent("keydown", {{ key: name, bubbles: true, cancelable: true }}));
const type = (text) => {{ const box = $("input"); box.value = text; box.dispatchEvent(new Event("input", {{ bubbles: true }})); }};
const click = (n) => n.dispatchEvent(new MouseEvent("click", {{ bubbles: true }}));
let seen;
try {{ seen = (() => {{ {script} }})(); }} catch (e) {{ seen = {{ failed: String(e.stack) }}; }}
const out = document.createElement("pre");
out.id = "seen";
out.textContent = btoa(unescape(encodeURIComponent(JSON.stringify(seen))));
document.body.append(out);
</script></body>"#
    );
    std::fs::write(&file, page.replace("</body>", &probe)).unwrap();
    let output = Command::new(chromium())
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        .args([
            "--no-first-run",
            "--disable-extensions",
            "--disable-background-networking",
        ])
        .args([
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1400,900",
            "--dump-dom",
        ])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout);
    let seen = dom
        .split_once("<pre id=\"seen\">")
        .and_then(|(_, rest)| rest.split_once("</pre>"));
    let Some((seen, _)) = seen else {
        panic!("the page did not run: {}", String::from_utf8_lossy(&output.stderr));
    };
    let seen: Value = serde_json::from_slice(&base64(seen)).unwrap();
    assert_eq!(seen.get("failed"), None, "{seen:#}");
    seen
}

fn base64(text: &str) -> Vec<u8> {
    let value = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let (mut bits, mut count, mut out) = (0u32, 0, Vec::new());
    for c in text.bytes().filter(|c| *c != b'=') {
        bits = bits << 6 | u32::from(value(c));
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count & 0xff) as u8);
        }
    }
    out
}

fn card(kind: Kind, name: &str, text: &str) -> Card {
    let mut card = Card::new(kind, name);
    card.rows = vec![Row {
        deed: Deed::Say,
        text: text.to_owned(),
    }];
    card.visits = Some(u32::from(name != "ошибка"));
    card
}

fn link(from: usize, to: usize, kind: LinkKind, label: &str) -> Link {
    Link {
        from,
        to,
        kind,
        name: String::new(),
        label: label.to_owned(),
        visits: Some(1),
    }
}

/// Five steps; the finding's way goes through a handler, which is folded at first.
fn picture() -> Picture {
    let way = Way {
        cards: vec![0, 2, 3],
        links: vec![1, 3],
        case: vec!["доход > 20 000 ₽".to_owned()],
        replayed: true,
        doubt: None,
        script: "> нет\n> <b>пять</b>".to_owned(),
    };
    Picture {
        name: "заявка".to_owned(),
        title: "Заявка <b>на</b> выплату".to_owned(),
        cards: vec![
            card(Kind::Question, "начало", "Вы уже обращались?"),
            card(Kind::Menu, "меню", "Что подсказать?"),
            card(
                Kind::Text,
                "повтор",
                "Съёмка ещё раз</script><script>document.title='bad'</script>",
            ),
            card(Kind::Text, "ошибка", "Сюда нельзя"),
            Card::new(Kind::End, "решено"),
        ],
        links: vec![
            link(0, 1, LinkKind::Condition, "доход <= 20_000"),
            link(0, 2, LinkKind::Handler, "молчание"),
            link(1, 2, LinkKind::Option, "Повторить"),
            link(2, 3, LinkKind::Plain, ""),
            link(1, 4, LinkKind::Option, "Всё"),
        ],
        findings: vec![Finding {
            code: "L0401".to_owned(),
            severity: Severity::Error,
            headline: "«если» не знает, что делать".to_owned(),
            why: "Гражданин останется без ответа.".to_owned(),
            help: "Добавьте «иначе».".to_owned(),
            card: Some(3),
            place: None,
            way: Some(way),
        }],
        ..Picture::default()
    }
}

fn page(pictures: &[Picture]) -> String {
    picture::html(&Page {
        title: "База",
        lang: Lang::Ru,
        map: None,
        pictures,
        tests: Some(4),
    })
}

#[test]
fn it_opens_searches_and_shows_the_way_of_a_finding() {
    let seen = drive(
        &page(&[picture()]),
        r##"
        const seen = { title: $("h1").textContent, cards: $$("#stage [data-card]").length, folded: !!$('.wire[data-link="1"]') };
        key("/", document.body);
        seen.focus = document.activeElement === $("input");
        type("СЪЕМКА");
        seen.hits = $$("#hits [role=option]").map((n) => n.querySelector("b").textContent);
        seen.marked = $("#hits mark").textContent;
        key("Enter");
        seen.chosen = $(".card.chosen").dataset.card;
        seen.side = $("#side h2").textContent;
        seen.text = $("#side .rows span").textContent;
        click($(".finding"));
        seen.on = $$(".card.on").map((n) => n.dataset.card);
        seen.wires = $$(".wire.on").map((n) => n.dataset.link);
        seen.order = $$(".order").map((n) => n.textContent);
        seen.script = $("#side pre").textContent;
        seen.said = $("#side .case").textContent;
        seen.address = location.hash;
        key("Escape");
        seen.after = $$(".on").length;
        seen.tab = document.title;
        seen.bold = $$("h1 b, #side b, #stage b").length;
        return seen;
        "##,
    );
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    let list = |name: &str| -> Vec<String> {
        let all = seen[name].as_array().unwrap().iter();
        all.map(|v| v.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(text("title"), "Заявка <b>на</b> выплату");
    assert_eq!(seen["cards"], 5);
    assert_eq!(seen["folded"], false, "the handler is folded at first");
    assert_eq!(seen["focus"], true, "/ goes to the search");
    assert_eq!(list("hits"), ["повтор"]);
    assert_eq!(text("marked"), "Съёмка");
    assert_eq!((text("chosen"), text("side")), ("2".to_owned(), "повтор".to_owned()));
    assert!(text("text").contains("</script>"), "author texts are text");
    assert_eq!(list("on"), ["0", "2", "3"]);
    assert_eq!(list("wires"), ["1", "3"], "the handler of the way is unfolded");
    assert_eq!(list("order"), ["1", "2", "3"]);
    assert!(text("script").contains("<b>пять</b>") && text("said").contains("> 20 000 ₽"));
    assert!(text("address").contains("f=0"));
    assert_eq!((seen["after"].as_u64(), seen["bold"].as_u64()), (Some(0), Some(0)));
    assert!(!text("tab").contains("bad"));
}

#[test]
fn keys_and_switches_work() {
    let seen = drive(
        &page(&[picture()]),
        r##"
        const seen = {};
        const scale = () => Number($(".world").getAttribute("transform").match(/scale\(([\d.]+)/)[1]);
        const before = scale();
        key("+", $("#stage"));
        seen.larger = scale() > before;
        key("0", $("#stage"));
        seen.same = Math.abs(scale() - before) < 0.001;
        const first = $('[data-card="0"]');
        first.focus();
        key("ArrowDown");
        seen.below = document.activeElement.dataset.card;
        key("Enter");
        seen.opened = $("#side h2").textContent;
        seen.exits = $$("#side .go").length;
        click($$("#side .wide").find((n) => n.textContent.includes("путь")));
        seen.way = $$(".card.on").map((n) => n.dataset.card).join();
        click($$(".tool").find((n) => n.textContent === "Покрытие"));
        seen.heat = getComputedStyle($('[data-card="0"] .visits')).display;
        seen.cold = $('[data-card="3"]').dataset.heat;
        seen.labels = $$("#stage [role=button]").every((n) => n.getAttribute("aria-label"));
        return seen;
        "##,
    );
    assert_eq!(seen["larger"], true);
    assert_eq!(seen["same"], true);
    assert_eq!(seen["below"], "1");
    assert_eq!(seen["opened"], "меню");
    assert_eq!(seen["exits"], 3, "two ways out and one in");
    assert_eq!(seen["way"], "0,1");
    assert_eq!(seen["heat"], "inline");
    assert_eq!(seen["cold"], "0");
    assert_eq!(seen["labels"], true);
}

#[test]
fn words_stay_on_their_cards() {
    let mut wordy = picture();
    wordy.cards[1].name = "достопримечательности_и_человеконенавистничество".to_owned();
    for card in &mut wordy.cards {
        card.rows.push(Row {
            deed: Deed::Ask,
            text: "ШИРОКИЕ ЖЩЮ БУКВЫ шириною жмущиеся Wide MMMM words: www.gosuslugi.ru/единое_пособие 1 234 567,00 ₽"
                .to_owned(),
        });
    }
    let seen = drive(
        &page(&[wordy]),
        r##"
        const out = [];
        for (const card of $$("#stage .card")) {
            const body = card.querySelector(".body").getBoundingClientRect();
            for (const text of card.querySelectorAll("text:not(.visits text)")) {
                if (text.closest(".visits,.flag,.badge")) continue;
                const box = text.getBoundingClientRect();
                if (box.right > body.right - 4 || box.left < body.left || box.bottom > body.bottom + 1) out.push(text.textContent);
            }
        }
        for (const label of $$("#stage .label")) {
            const body = label.querySelector("rect").getBoundingClientRect();
            for (const text of label.querySelectorAll("text")) {
                const box = text.getBoundingClientRect();
                if (box.width > body.width) out.push(text.textContent);
            }
        }
        return { out, checked: $$("#stage text").length };
        "##,
    );
    assert_eq!(seen["out"], Value::Array(Vec::new()));
    assert!(seen["checked"].as_u64().unwrap() > 15);
}

#[test]
fn three_hundred_steps_can_be_walked() {
    let cards = (0..300).map(|n| card(Kind::Text, &format!("шаг_{n}"), "Что нужно сделать и куда обратиться."));
    let down = (1..300).map(|n| link((n - 1) / 3, n, LinkKind::Option, &format!("Вариант {n}")));
    let back = (250..300).map(|n| link(n, 0, LinkKind::Plain, ""));
    let large = Picture {
        name: "большой".to_owned(),
        cards: cards.collect(),
        links: down.chain(back).collect(),
        ..Picture::default()
    };
    let seen = drive(
        &page(&[large]),
        r##"
        const seen = { cards: $$("#stage .card").length, back: $$("#stage .stub").length };
        const inside = (n) => { const a = n.getBoundingClientRect(), b = $("#stage").getBoundingClientRect(); return a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom; };
        seen.start = inside($('[data-card="0"]')) && !$("#stage .far");
        key("0", $("#stage"));
        seen.whole = $$("#stage .card").every(inside);
        seen.far = !!$("#stage .far");
        type("шаг_299");
        key("Enter", $("input"));
        seen.found = inside($('[data-card="299"]')) && !$("#stage .far");
        click($$("#side .wide").find((n) => n.textContent.includes("путь")));
        seen.way = $$(".card.on").map((n) => Number(n.dataset.card)).sort((a, b) => a - b);
        click($('.stub[data-to="0"]'));
        seen.home = $(".card.chosen").dataset.card;
        return seen;
        "##,
    );
    assert_eq!((seen["cards"].as_u64(), seen["back"].as_u64()), (Some(300), Some(50)));
    for name in ["start", "whole", "far", "found"] {
        assert_eq!(seen[name], true, "{name}");
    }
    assert_eq!(seen["way"], serde_json::json!([0, 3, 10, 32, 99, 299]));
    assert_eq!(seen["home"], "0");
}

#[test]
fn many_scenarios_open_from_the_index_and_are_drawn_when_wanted() {
    let pictures: Vec<Picture> = (0..120)
        .map(|n| Picture {
            name: format!("заявка_{n}"),
            title: format!("Заявка номер {n}"),
            ..picture()
        })
        .collect();
    let seen = drive(
        &page(&pictures),
        r##"
        const seen = { tiles: $$(".tile").length, drawn: $$("#stage .card").length };
        type("заявка номер 77");
        seen.hits = $$("#hits [role=option]").length;
        key("Enter", $("input"));
        seen.title = $("h1").textContent;
        seen.cards = $$("#stage .card").length;
        seen.address = decodeURIComponent(location.hash);
        return seen;
        "##,
    );
    assert_eq!(seen["tiles"], 120);
    assert_eq!(seen["drawn"], 0, "nothing is drawn before it is wanted");
    assert_eq!(seen["hits"], 1);
    assert_eq!(seen["title"], "Заявка номер 77");
    assert_eq!(seen["cards"], 5);
    assert_eq!(seen["address"], "#s=заявка_77");
}

/// The small base with a case that nobody thought of, two questions from the start of a scenario.
fn with_a_gap() -> Base {
    let base = Base::new();
    let file = "scenarios/small.scenario";
    base.replace(
        file,
        "сценарий срок ",
        "факт квартир: целое 1..9 \"Квартир\"\n  вопрос \"Сколько квартир?\"\nконец\n\nсценарий срок ",
    );
    base.replace(
        file,
        "    сказать \"Ответят за {срок_ответа}.\"\n    завершить решено\n",
        "    спросить квартир\n      не знаю -> медленно\n    если\n      квартир > 1 -> медленно\n    конец\n",
    );
    base
}

#[test]
fn the_page_of_a_real_base_shows_the_way_that_the_engine_went() {
    let base = with_a_gap();
    let (code, page, error) = outcome(base.lotsman().args(["graph", "срок", "--date", "2026-01-15"]));
    assert_eq!((code, error.as_str()), (0, ""));
    let seen = drive(
        &page,
        r##"
        const seen = { title: $("h1").textContent };
        const found = $$(".finding").find((n) => n.textContent.includes("L0401"));
        seen.headline = found.textContent;
        click(found);
        seen.way = $$(".card.on").map((n) => n.querySelector(".name").textContent);
        seen.order = $$(".order").map((n) => n.textContent);
        seen.wires = $$(".wire.on").length;
        seen.said = $("#side .case").textContent;
        seen.script = $("#side pre").textContent;
        seen.side = $("#side").textContent;
        key("Escape");
        seen.marked = $$(".card.found-warning").map((n) => n.querySelector(".name").textContent);
        return seen;
        "##,
    );
    assert_eq!(seen["title"], "Срок ответа");
    assert!(seen["headline"].as_str().unwrap().contains("квартир = 1"), "{seen:#}");
    assert_eq!(seen["way"], serde_json::json!(["Вопрос", "Быстро"]));
    assert_eq!(seen["order"], serde_json::json!(["1", "2"]));
    assert_eq!(seen["wires"], 1);
    assert_eq!(seen["marked"], serde_json::json!(["Быстро"]));
    // The very conversation that the engine held, question by question.
    let script = seen["script"].as_str().unwrap();
    let said: Vec<&str> = script.lines().filter_map(|l| l.trim().strip_prefix("> ")).collect();
    assert_eq!(said, ["да", "1"], "{script}");
    assert!(script.contains("сценарий срок"), "{script}");
    assert!(!seen["side"].as_str().unwrap().contains("Возможно"), "{seen:#}");
}

#[test]
fn a_drawing_of_a_real_base_shows_findings_and_coverage() {
    let base = with_a_gap();
    let args = ["graph", "срок", "--format", "svg", "--coverage", "--date", "2026-01-15"];
    let (code, svg, error) = outcome(base.lotsman().args(args));
    assert_eq!((code, error.as_str()), (0, ""));
    let seen = drive(
        &format!("<!DOCTYPE html><html><body>{svg}</body></html>"),
        r##"
        const card = (name) => $$(".card.step").find((n) => n.querySelector(".name").textContent === name);
        const seen = { cards: $$(".card.step").length };
        seen.badge = card("Быстро").querySelector(".badge").textContent;
        const look = (n) => getComputedStyle(n);
        seen.cold = [card("Медленно").dataset.heat, look(card("Медленно").querySelector(".body")).strokeDasharray];
        seen.warm = card("Вопрос").dataset.heat;
        seen.fills = [card("Вопрос"), card("Медленно")].map((n) => look(n.querySelector(".body")).fill);
        seen.figure = look(card("Вопрос").querySelector(".visits")).display + card("Вопрос").querySelector(".visits").textContent;
        seen.legend = $$(".legend .card text").map((n) => n.textContent);
        seen.scripts = $$("svg script").length;
        return seen;
        "##,
    );
    assert_eq!(seen["cards"], 3);
    assert_eq!(seen["badge"], "L0401");
    assert_eq!(seen["warm"], "1", "{seen:#}");
    assert_eq!(seen["cold"], serde_json::json!(["0", "5px, 4px"]));
    assert_ne!(seen["fills"][0], seen["fills"][1]);
    assert_eq!(seen["figure"], "inline1");
    assert_eq!(seen["legend"].as_array().unwrap().len(), 5);
    assert_eq!(seen["scripts"], 0);
}
