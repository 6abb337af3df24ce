//! What `check --format junit` and `test --junit` write, held against the rules that CI servers check
//! reports by: what both of the schemas that Jenkins has used allow.

use super::check::elements;
use super::{Base, outcome};

/// What an attribute may be.
#[derive(Clone, Copy)]
enum Is {
    Words,
    Count,
    Seconds,
}

/// An element: what it may stand in, what it must and may have, and whether it holds text.
struct Rule {
    name: &'static str,
    within: &'static [&'static str],
    must: &'static [(&'static str, Is)],
    may: &'static [(&'static str, Is)],
    text: bool,
}

const RULES: &[Rule] = &[
    Rule {
        name: "testsuites",
        within: &[""],
        must: &[],
        may: &[
            ("name", Is::Words),
            ("tests", Is::Count),
            ("failures", Is::Count),
            ("errors", Is::Count),
            ("time", Is::Seconds),
        ],
        text: false,
    },
    Rule {
        name: "testsuite",
        within: &["testsuites"],
        must: &[
            ("name", Is::Words),
            ("tests", Is::Count),
            ("failures", Is::Count),
            ("errors", Is::Count),
        ],
        may: &[
            ("time", Is::Seconds),
            ("skipped", Is::Count),
            ("timestamp", Is::Words),
            ("hostname", Is::Words),
            ("id", Is::Words),
            ("package", Is::Words),
        ],
        text: false,
    },
    Rule {
        name: "testcase",
        within: &["testsuite"],
        must: &[("name", Is::Words), ("classname", Is::Words)],
        may: &[("time", Is::Seconds)],
        text: false,
    },
    Rule {
        name: "failure",
        within: &["testcase"],
        must: &[("message", Is::Words), ("type", Is::Words)],
        may: &[],
        text: true,
    },
    Rule {
        name: "system-out",
        within: &["testcase"],
        must: &[],
        may: &[],
        text: true,
    },
];

fn fits(value: &str, is: Is) -> bool {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    match is {
        Is::Words => !value.trim().is_empty(),
        Is::Count => !value.is_empty() && digits(value),
        // Whole seconds, and any number of digits behind a point.
        Is::Seconds => {
            let (whole, part) = value.split_once('.').unwrap_or((value, "0"));
            !whole.is_empty() && digits(whole) && !part.is_empty() && digits(part)
        }
    }
}

/// What is wrong with a report.
fn wrong(xml: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if !xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites") {
        wrong.push("another beginning".to_owned());
    }
    if xml.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
        wrong.push("a character that XML does not have".to_owned());
    }
    let all = elements(xml);
    for (parent, name, attributes, text) in &all {
        let Some(rule) = RULES.iter().find(|r| r.name == name) else {
            wrong.push(format!("an element {name}"));
            continue;
        };
        if !rule.within.contains(&parent.as_str()) {
            wrong.push(format!("{name} in {parent}"));
        }
        for (must, _) in rule.must {
            if !attributes.iter().any(|(key, _)| key == must) {
                wrong.push(format!("{name} without {must}"));
            }
        }
        for (n, (key, value)) in attributes.iter().enumerate() {
            match rule.must.iter().chain(rule.may).find(|(k, _)| k == key) {
                None => wrong.push(format!("{name} with {key}")),
                Some((_, is)) if !fits(value, *is) => wrong.push(format!("{name} with {key}=\"{value}\"")),
                Some(_) => {}
            }
            if attributes.iter().skip(n + 1).any(|(other, _)| other == key) {
                wrong.push(format!("{name} with {key} twice"));
            }
        }
        if !rule.text && !text.trim().is_empty() {
            wrong.push(format!("words in {name}"));
        }
    }
    counts(&all, &mut wrong);
    wrong
}

type Element = (String, String, Vec<(String, String)>, String);

/// The figures of a suite are those of its tests, and those of the whole are their sums.
fn counts(all: &[Element], wrong: &mut Vec<String>) {
    let figure = |element: &Element, name: &str| -> usize {
        let value = element.2.iter().find(|(key, _)| key == name);
        value.and_then(|(_, v)| v.parse().ok()).unwrap_or(0)
    };
    let mut sums = (0, 0);
    let mut at = 0;
    while let Some(element) = all.get(at) {
        at += 1;
        if element.1 != "testsuite" {
            continue;
        }
        let within = || all[at..].iter().take_while(|e| e.1 != "testsuite");
        let tests = within().filter(|e| e.1 == "testcase").count();
        let failures = within().filter(|e| e.1 == "failure").count();
        if (figure(element, "tests"), figure(element, "failures")) != (tests, failures) {
            wrong.push(format!(
                "a suite of {tests} tests and {failures} failures says otherwise"
            ));
        }
        sums.0 += tests;
        sums.1 += failures;
    }
    let root = all.first().map(|e| (figure(e, "tests"), figure(e, "failures")));
    if root != Some(sums) {
        wrong.push(format!("{sums:?} in all, {root:?} in the root"));
    }
}

#[test]
fn the_report_of_check_keeps_the_rules() {
    let clean = Base::new();
    let odd = Base::new();
    odd.replace("scenarios/small.scenario", "-> медленно", "-> медлено");
    odd.write("topics/знаки.topic", "тема \u{1}знаки <&\"> \"]]>\"\n");
    for (base, fails) in [(&clean, false), (&odd, true)] {
        let (_, xml, _) = outcome(base.lotsman().args(["check", "--format", "junit"]));
        assert_eq!(wrong(&xml), Vec::<String>::new(), "{xml}");
        assert_eq!(xml.contains("<failure"), fails, "{xml}");
    }
}

#[test]
fn the_report_of_test_keeps_the_rules() {
    let base = Base::new();
    for fails in [false, true] {
        if fails {
            base.replace("scenarios/small.dialog", "исход решено", "исход передано");
        }
        let file = base.path("report.xml");
        outcome(base.lotsman().args(["test", "--junit"]).arg(&file));
        let xml = base.read("report.xml");
        assert_eq!(wrong(&xml), Vec::<String>::new(), "{xml}");
        assert_eq!(xml.contains("<failure"), fails, "{xml}");
    }
}

#[test]
fn what_breaks_a_rule_is_seen() {
    let good = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"a\" tests=\"1\" failures=\"1\" errors=\"0\" time=\"0\">\n<testsuite name=\"a\" tests=\"1\" failures=\"1\" errors=\"0\" time=\"0.5\">\n<testcase classname=\"a\" name=\"b\" time=\"0\"><failure type=\"L0301\" message=\"m\">t</failure></testcase>\n</testsuite>\n</testsuites>\n";
    assert_eq!(wrong(good), Vec::<String>::new());
    for (from, to) in [
        ("classname=\"a\" ", ""),
        ("name=\"b\"", "name=\"b\" line=\"3\""),
        (" errors=\"0\" time=\"0.5\"", " time=\"0.5\""),
        ("time=\"0.5\"", "time=\"0,5\""),
        (
            "tests=\"1\" failures=\"1\" errors=\"0\" time=\"0\"",
            "tests=\"2\" failures=\"1\" errors=\"0\" time=\"0\"",
        ),
        (
            "failures=\"1\" errors=\"0\" time=\"0.5\"",
            "failures=\"0\" errors=\"0\" time=\"0.5\"",
        ),
        (" type=\"L0301\"", ""),
        ("failure", "fault"),
        ("<testcase", "слова<testcase"),
        (">t<", ">\u{1}<"),
    ] {
        let bad = good.replace(from, to);
        assert_ne!(bad, good, "{from}");
        assert_ne!(wrong(&bad), Vec::<String>::new(), "{from} -> {to}");
    }
}
