use std::collections::BTreeSet;

use super::layout::Spot;
use super::measure::{width, wrap};
use super::shape::label_size;
use super::view::View;
use super::*;

const RU: Options = Options {
    lang: Lang::Ru,
    fold: Fold::Folded,
};

fn link(from: usize, to: usize, kind: LinkKind, label: &str) -> Link {
    Link {
        from,
        to,
        kind,
        name: label.to_owned(),
        label: label.to_owned(),
        visits: None,
    }
}

fn finding(card: usize, code: &str, severity: Severity) -> Finding {
    Finding {
        code: code.to_owned(),
        severity,
        headline: "ветка никогда не выбирается".to_owned(),
        why: "Гражданин не услышит ответа.".to_owned(),
        help: "Уберите ветку.".to_owned(),
        card: Some(card),
        place: None,
        way: None,
    }
}

/// A question with two answers, one of which only a handler leads to, with markup in its texts.
fn small() -> Picture {
    let row = |deed, text: &str| Row {
        deed,
        text: text.to_owned(),
    };
    let mut question = Card::new(Kind::Question, "чей_вопрос");
    question.rows = vec![
        row(Deed::Say, "Скажите <b>\"да\"</b> & ждите."),
        row(Deed::Ask, "Это вопрос к нам?"),
    ];
    question.place = Some(Place {
        file: "scenarios/а.scenario".to_owned(),
        line: 7,
    });
    let mut text = Card::new(Kind::Text, "ответ");
    text.title = "Ответ".to_owned();
    let mut end = Card::new(Kind::End, "решено");
    end.title = "Вопрос решён".to_owned();
    Picture {
        name: "чужой_вопрос".to_owned(),
        title: "Чужой «вопрос»".to_owned(),
        cards: vec![
            question,
            text,
            end,
            Card::new(Kind::Text, "молчит"),
            Card::new(Kind::Operator, "линия"),
        ],
        links: vec![
            link(0, 1, LinkKind::Condition, "ответ = \"да\" и сумма < 5 [руб.]"),
            link(0, 4, LinkKind::Otherwise, "иначе"),
            link(1, 2, LinkKind::Plain, ""),
            link(0, 3, LinkKind::Handler, "молчание"),
            link(0, 4, LinkKind::Handler, "не понял"),
            link(3, 0, LinkKind::Plain, ""),
        ],
        findings: vec![finding(0, "L0402", Severity::Warning)],
        ..Picture::default()
    }
}

/// Sections of questions, texts and menus with ways back, as a large scenario has them.
fn large(sections: usize, length: usize) -> Picture {
    let mut picture = Picture {
        name: "большой".to_owned(),
        cards: vec![Card::new(Kind::Menu, "начало")],
        ..Picture::default()
    };
    for section in 0..sections {
        let first = 1 + section * length;
        picture.links.push(link(
            0,
            first,
            LinkKind::Option,
            "Раздел о выплатах и достопримечательностях",
        ));
        for n in 0..length {
            let kind = [Kind::Question, Kind::Text, Kind::Menu][(section + n) % 3];
            let mut card = Card::new(kind, format!("раздел_{section}_шаг_{n}"));
            card.rows = vec![Row {
                deed: Deed::Say,
                text: "Выплату назначают за двенадцать месяцев, если обратиться вовремя. ".repeat(n % 4),
            }];
            picture.cards.push(card);
            let at = first + n;
            let on = |step: usize| first + (n + step).min(length - 1);
            if n + 1 < length {
                picture.links.push(link(
                    at,
                    on(1),
                    LinkKind::Condition,
                    "доход_семьи <= прожиточный_минимум",
                ));
            }
            if n + 3 < length && kind != Kind::Text {
                picture.links.push(link(at, on(3), LinkKind::Otherwise, "иначе"));
            }
            if kind == Kind::Menu {
                picture.links.push(link(at, 0, LinkKind::Option, "Вернуться к началу"));
            }
        }
    }
    for step in 1..=sections * length {
        picture.cards.push(Card::new(Kind::Operator, "линия"));
        let end = picture.cards.len() - 1;
        picture
            .links
            .push(link(step, end, LinkKind::Option, "Соединить с оператором"));
    }
    picture
}

#[test]
fn text_forms_of_a_small_graph() {
    let picture = small();
    insta::assert_snapshot!("small.dot", dot(&picture, RU));
    insta::assert_snapshot!("small.mermaid", mermaid(&picture, RU));
    let fold = Fold::Unfolded;
    insta::assert_snapshot!("small.unfolded.mermaid", mermaid(&picture, Options { fold, ..RU }));
}

#[test]
fn a_drawing_of_a_small_graph() {
    let drawn = svg(&small(), RU);
    // Style and signs are files of their own; what is drawn stands after them.
    let (_, graph) = drawn.split_once("</defs>").unwrap();
    insta::assert_snapshot!("small.svg", graph);
}

/// The small graph after tests were played: some steps and ways nobody comes to.
fn played() -> Picture {
    let mut picture = small();
    for (card, visits) in picture.cards.iter_mut().zip([20, 3, 3, 0, 7]) {
        card.visits = Some(visits);
    }
    for (link, visits) in picture.links.iter_mut().zip([3, 7, 3, 0, 10, 1]) {
        link.visits = Some(visits);
    }
    picture
}

#[test]
fn text_forms_tell_what_tests_come_through() {
    let picture = played();
    insta::assert_snapshot!("played.dot", dot(&picture, RU));
    insta::assert_snapshot!("played.mermaid", mermaid(&picture, RU));
}

#[test]
fn a_drawing_is_warm_only_where_tests_were_played() {
    let (cold, warm) = (svg(&small(), RU), svg(&played(), RU));
    assert!(warm.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"picture heat\""));
    assert!(!cold.contains("heat"), "{cold}");
    for (warmth, words) in (0..).zip(words::HEAT) {
        assert!(
            warm.contains(&format!("class=\"card\" data-heat=\"{warmth}\"")),
            "{warmth}"
        );
        assert!(warm.contains(words.ru), "{}", words.ru);
    }
    // A number of tests stands on each card.
    assert!(warm.contains("<g class=\"visits\"") && warm.contains(">20</text>"));
}

#[test]
fn drawings_are_well_formed_and_hold_no_markup_of_authors() {
    let drawn = svg(&small(), RU);
    let mut reader = quick_xml::Reader::from_str(&drawn);
    let mut names = BTreeSet::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                names.insert(tag.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let ours = [
        "circle", "defs", "g", "path", "rect", "style", "svg", "symbol", "text", "title", "use",
    ];
    assert_eq!(names, ours.map(str::to_owned).into_iter().collect());
    assert!(drawn.contains("&lt;b&gt;&quot;да&quot;&lt;/b&gt; &amp;"), "{drawn}");
}

#[test]
fn a_page_holds_no_markup_of_authors_and_asks_for_nothing() {
    let mut picture = small();
    picture.cards[0].rows[0].text = "</script><script>alert(1)</script><!--".to_owned();
    picture.cards[0].name = "\"><img src=x onerror=alert(1)>".to_owned();
    let page = html(&Page {
        title: "<b>База</b>",
        lang: Lang::Ru,
        map: None,
        pictures: &[picture],
        tests: None,
    });
    assert!(!page.contains("alert(1)</script>"));
    assert!(!page.contains("<img") && !page.contains("<b>База") && !page.contains("<!--"));
    assert!(page.contains("default-src 'none'"));
    for loaded in ["<link", "<script src", "url(", "@import", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(loaded), "{loaded}");
    }
}

#[test]
fn folding_leaves_out_handlers_but_no_step() {
    let picture = small();
    let labels = |fold| {
        let view = View::new(&picture, fold);
        view.edges
            .iter()
            .map(|e| picture.links[e.link].label.clone())
            .collect::<Vec<_>>()
    };
    // Only silence leads to the step «молчит»; not being understood leads where others lead too.
    assert!(labels(Fold::Folded).contains(&"молчание".to_owned()));
    assert!(!labels(Fold::Folded).contains(&"не понял".to_owned()));
    assert!(labels(Fold::Unfolded).contains(&"не понял".to_owned()));
}

fn boxes(placed: &Placed) -> Vec<(f64, f64, f64, f64)> {
    let card = |s: &Spot| (s.x, s.y, s.x + s.shape.width, s.y + s.shape.height);
    let label = |(lines, x, y): &(Vec<String>, f64, f64)| {
        let (w, h) = label_size(lines);
        (x - w / 2.0, y - h / 2.0, x + w / 2.0, y + h / 2.0)
    };
    let labels = placed.lines.iter().filter_map(|l| l.label.as_ref()).map(label);
    placed.nodes.iter().map(card).chain(labels).collect()
}

#[test]
fn nothing_covers_anything_in_graphs_of_any_size() {
    for picture in [small(), large(1, 30), large(12, 25)] {
        for fold in [Fold::Folded, Fold::Unfolded] {
            let placed = place(&picture, &View::new(&picture, fold), Lang::Ru);
            let boxes = boxes(&placed);
            for (n, a) in boxes.iter().enumerate() {
                assert!(a.0 >= 0.0 && a.1 >= 0.0 && a.2 <= placed.width && a.3 <= placed.height);
                for b in &boxes[n + 1..] {
                    let apart = a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1;
                    assert!(apart, "{a:?} covers {b:?}");
                }
            }
        }
    }
}

#[test]
fn wires_run_clear_of_cards() {
    for picture in [small(), large(12, 25)] {
        let view = View::new(&picture, Fold::Folded);
        let placed = place(&picture, &view, Lang::Ru);
        for (line, edge) in placed.lines.iter().zip(&view.edges) {
            for pair in line.points.windows(2) {
                for (n, spot) in placed.nodes.iter().enumerate() {
                    if n == edge.from || n == edge.to {
                        continue;
                    }
                    // The curve stays within the rectangle of its two points; straight runs are one line.
                    let (left, right) = (pair[0].0.min(pair[1].0), pair[0].0.max(pair[1].0));
                    let (top, bottom) = (pair[0].1.min(pair[1].1), pair[0].1.max(pair[1].1));
                    let apart = right <= spot.x
                        || left >= spot.x + spot.shape.width
                        || bottom <= spot.y
                        || top >= spot.y + spot.shape.height;
                    assert!(apart, "a wire from {} to {} crosses card {n}", edge.from, edge.to);
                }
            }
        }
    }
}

#[test]
fn in_a_large_graph_every_way_is_a_wire_or_a_line_on_its_card() {
    let picture = large(12, 25);
    let view = View::new(&picture, Fold::Folded);
    let stubs = view.nodes.iter().flat_map(|n| n.stubs.iter().copied());
    let all: BTreeSet<usize> = view.edges.iter().map(|e| e.link).chain(stubs).collect();
    assert_eq!(all, (0..picture.links.len()).collect());
    assert_eq!(view.nodes.len(), 301, "ends are told on the cards");
    assert!(view.edges.len() < 600, "{} wires", view.edges.len());
}

#[test]
fn the_same_graph_gives_the_same_bytes() {
    let picture = large(6, 10);
    let draw = || (svg(&picture, RU), dot(&picture, RU), mermaid(&picture, RU));
    assert_eq!(draw(), draw());
}

#[test]
fn lines_break_between_words_and_hold_their_width() {
    let text = "Выплату назначают, если обращение поступило вовремя";
    let lines = wrap(text, 12.0, false, 120.0, 9);
    assert_eq!(lines.join(" "), text);
    let long = wrap(
        "достопримечательностями_человеконенавистничества",
        12.0,
        false,
        120.0,
        9,
    );
    assert_eq!(long.concat(), "достопримечательностями_человеконенавистничества");
    for line in lines.iter().chain(&long) {
        assert!(width(line, 12.0, false) <= 120.0, "{line}");
    }
    let cut = wrap(text, 12.0, false, 120.0, 2);
    assert_eq!(cut.len(), 2);
    assert!(cut[1].ends_with('…') && width(&cut[1], 12.0, false) <= 120.0);
    assert!(wrap("", 12.0, false, 120.0, 2).is_empty());
    // No room at all must not mean no end.
    assert_eq!(wrap("аб", 12.0, false, 1.0, 9).concat(), "аб");
}

#[test]
fn a_title_that_only_spells_the_name_stands_alone() {
    let mut card = Card::new(Kind::Text, "срок_идет");
    assert_eq!(card.heading(), ("срок_идет", ""));
    card.title = "Срок идёт".to_owned();
    assert_eq!(card.heading(), ("Срок идёт", ""));
    card.title = "Ждать ещё".to_owned();
    assert_eq!(card.heading(), ("Ждать ещё", "срок_идет"));
}

#[test]
fn parts_of_a_map_stand_apart_and_keep_their_ways() {
    let mut map = large(3, 4);
    map.links
        .retain(|l| l.from != 0 && l.to != 0 && !map.cards[l.to].kind.is_pill());
    map.cards.truncate(13);
    map.sideways = true;
    let view = View::new(&map, Fold::Folded);
    let placed = place(&map, &view, Lang::Ru);
    assert_eq!((placed.nodes.len(), placed.lines.len()), (13, view.edges.len()));
    let order: Vec<usize> = placed.nodes.iter().map(|s| s.card).collect();
    assert_eq!(order, (0..13).collect::<Vec<_>>());
    let all = boxes(&placed);
    for (n, a) in all.iter().enumerate() {
        assert!(a.2 <= placed.width && a.3 <= placed.height);
        for b in &all[n + 1..] {
            assert!(
                a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1,
                "{a:?} covers {b:?}"
            );
        }
    }
    for (line, edge) in placed.lines.iter().zip(&view.edges) {
        let (start, end) = (&placed.nodes[edge.from], line.points[0]);
        assert!(
            (end.0 - start.x - start.shape.width).abs() < 0.2 || line.back,
            "a wire leaves its card"
        );
    }
}
