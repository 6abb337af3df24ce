//! What names and types mean where it is easy to get wrong.

use super::base::Base;
use lotsman::bundle::program::{DecisionBody, Derived, Expr, ExprId, Op, StepId, Target, Test};
use lotsman::value::{Lang, Money, Type, Value};

const INCOME: &str = "факт доход: деньги 0..1_000_000\n  вопрос \"Доход?\"\nконец\n";
const REGION: &str = "факт край: один из омск, томск\n  вопрос \"Край?\"\nконец\n";

/// The expression of the decision `итог`, resolved without findings.
fn decision(facts: &str, ty: &str, expr: &str) -> (Base, ExprId) {
    let base = Base::scenario(&format!("{facts}\nрешение итог: {ty} = {expr}\nконец\n"));
    assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
    let found = base
        .model
        .program
        .decisions
        .iter()
        .find(|d| &*d.name == "итог")
        .expect("a decision");
    let DecisionBody::Expr(id) = found.body else {
        panic!("an expression")
    };
    (base, id)
}

fn codes(text: &str) -> Vec<&'static str> {
    Base::scenario(text).codes()
}

fn codes_of(facts: &str, ty: &str, expr: &str) -> Vec<&'static str> {
    codes(&format!("{facts}\nрешение итог: {ty} = {expr}\nконец\n"))
}

#[test]
fn a_bare_number_counts_roubles_next_to_money_on_either_side() {
    for expr in ["доход < 20_000", "20_000 > доход", "доход в [0..20_000]"] {
        let (base, _) = decision(INCOME, "да_нет", expr);
        let money = Expr::Const(Value::Money(Money(2_000_000)));
        assert!(base.model.program.exprs.contains(&money), "{expr}");
    }
    let (base, id) = decision(INCOME, "деньги", "доход * 2 + 100");
    assert!(matches!(base.model.places.type_of(id), Some(Type::Money { .. })));
    let two = Expr::Const(Value::Number(2.into()));
    assert!(base.model.program.exprs.contains(&two), "a factor stays a number");
}

#[test]
fn operands_stand_before_the_expression_that_needs_them() {
    let (base, _) = decision(
        INCOME,
        "деньги",
        "если доход > 5 то мин(доход, 7) иначе -доход + 3 * доход",
    );
    for (i, expr) in base.model.program.exprs.iter().enumerate() {
        let operands: Vec<ExprId> = match expr {
            Expr::Binary(_, a, b) => vec![*a, *b],
            Expr::If(a, b, c) => vec![*a, *b, *c],
            Expr::Call(_, all) | Expr::List(all) => all.clone(),
            Expr::Not(a) | Expr::Negate(a) | Expr::In(a, _) => vec![*a],
            _ => Vec::new(),
        };
        assert!(operands.iter().all(|o| o.index() < i));
    }
}

#[test]
fn dates_and_durations() {
    let day = "факт день: дата\n  вопрос \"Когда?\"\nконец\n";
    for (ty, expr) in [
        ("дата", "день + 7 дней"),
        ("дата", "день - 1 месяц"),
        ("длительность", "сегодня - день"),
        ("длительность", "3 рабочих дня + 2 * 1 день"),
        ("целое", "возраст(день)"),
        ("дата", "рабочие_дни(день, 3)"),
        ("дата", "добавить(день, 1 год, последний_день)"),
        ("да_нет", "сегодня - день > 30 дней"),
        ("целое", "округлить(возраст(день) / 2, 0)"),
    ] {
        decision(day, ty, expr);
    }
    assert_eq!(codes_of(day, "дата", "день + 7"), ["L0222"]);
    assert_eq!(codes_of(day, "дата", "день + день"), ["L0222"]);
    assert_eq!(codes_of(day, "целое", "возраст(7)"), ["L0223"]);
}

#[test]
fn options_are_read_by_the_other_side() {
    for expr in [
        "край = омск",
        "омск = край",
        "край в (омск, томск)",
        "край != \"Томск\"",
        "(если край = омск то омск иначе томск) = край",
    ] {
        let (base, _) = decision(REGION, "да_нет", expr);
        assert!(
            base.model
                .program
                .exprs
                .iter()
                .any(|e| matches!(e, Expr::Const(Value::Key(_)))),
            "{expr}"
        );
    }
    // A fact of another type does not hide an option of the same name.
    let hidden = format!("{REGION}факт омск: да_нет\n  вопрос \"?\"\nконец\n");
    let (base, _) = decision(&hidden, "да_нет", "край = омск");
    assert!(
        base.model
            .program
            .exprs
            .contains(&Expr::Const(Value::Key("омск".into())))
    );
}

#[test]
fn nothing_follows_from_a_fault_that_was_reported() {
    let base = Base::scenario(&format!(
        "{INCOME}решение итог: да_нет = нет_такого + 5 < доход и нет_такого.поле = 3\nконец\n"
    ));
    assert_eq!(base.codes(), ["L0201", "L0201"], "{}", base.shown(Lang::Ru));
    // A line that could not be read may hold the step that is missed.
    let base = Base::scenario("сценарий а\n  шаг начало\n    -> дальше\n  шах дальше\n    завершить решено\nконец\n");
    assert!(
        base.codes().iter().all(|c| c.starts_with("L01")),
        "{}",
        base.shown(Lang::Ru)
    );
}

#[test]
fn unknown_names_are_explained() {
    let base = Base::scenario("очередь линия\nконец\n\nсценарий а\n  шаг начало\n    -> линия\nконец\n");
    assert_eq!(base.codes(), ["L0202"]);
    assert!(base.shown(Lang::Ru).contains("это очередь, а не шаг"));
    let base =
        Base::scenario("сценарий а\n  шаг начало\n    -> прощанье\n  шаг прощание\n    завершить решено\nконец\n");
    assert!(base.shown(Lang::Ru).contains("возможно, «прощание»"));
    let fix = base.found[0].fix.as_ref().expect("a fix");
    assert_eq!(fix.edits[0].text, "прощание");
}

#[test]
fn order_of_files_does_not_matter() {
    let one = ("scenarios/а.scenario", "решение итог: деньги = половина * 2\nконец\n");
    let two = (
        "scenarios/б.scenario",
        "факт доход: деньги\n  вопрос \"Доход?\"\nконец\nрешение половина: деньги = округлить(доход / 2, 2)\nконец\n",
    );
    let base = Base::new([one, two]);
    assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
    let swapped = Base::new([(two.0, one.1), (one.0, two.1)]);
    assert!(swapped.found.is_empty());
}

#[test]
fn editions_follow_each_other_in_time() {
    let edition =
        |days: u8, when: &str| format!("решение срок_ответа: длительность = {days} дней\n  действует {when}\nконец\n");
    let base = Base::scenario(&[edition(10, "с 2024-01-01"), edition(30, "по 2023-12-31")].concat());
    assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
    let p = &base.model.program;
    assert_eq!(p.facts.len(), 1);
    assert!(matches!(&p.facts[0].derived, Derived::Decisions(d) if d.len() == 2));
    assert!(p.decisions[0].valid.until.is_some() && p.decisions[1].valid.from.is_some());
    let overlap = Base::scenario(&[edition(10, "с 2024-01-01"), edition(30, "по 2024-01-15")].concat());
    assert_eq!(overlap.codes(), ["L0216"]);
    assert!(overlap.shown(Lang::Ru).contains("с 2024-01-01 по 2024-01-15"));
    let gap = Base::scenario(&[edition(10, "с 2024-01-03"), edition(30, "по 2023-12-31")].concat());
    assert_eq!(gap.codes(), ["L0217"]);
    assert!(gap.shown(Lang::Ru).contains("с 2024-01-01 по 2024-01-02"));
}

#[test]
fn a_step_without_a_transition_is_noted_and_ends() {
    let base = Base::scenario(
        "сценарий а\n  шаг начало\n    сказать \"Добрый день.\"\n  шаг конечный\n    завершить решено\nконец\n",
    );
    assert!(base.found.is_empty());
    assert_eq!(base.model.places.steps_without_transition, [StepId(0)]);
    let first = base.model.program.steps[0].first.index();
    assert!(matches!(
        base.model.program.nodes[first + 1].op,
        Op::Go(Target::Step(StepId::NONE))
    ));
}

#[test]
fn tables_with_several_outputs_lists_and_grounds() {
    let table = |policy: &str, ty: &str| {
        format!(
            "{INCOME}решение итог{ty}\n{policy}  | доход | => срок: длительность | основание |\n  | < 5 | => 7 дней | \"Приказ\" |\n  | -   | => 9 дней | \"Приказ\" |\nконец\n"
        )
    };
    let base = Base::scenario(&table("", ""));
    assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
    assert_eq!(base.model.program.facts[1].ty, Type::Duration);
    let DecisionBody::Table(t) = &base.model.program.decisions[0].body else {
        panic!("a table")
    };
    assert_eq!(t.outputs.len(), 1);
    assert!(t.rows.iter().all(|r| r.ground.is_some() && r.outputs.len() == 1));
    assert!(matches!(t.rows[1].inputs[0][0], Test::Any));
    let base = Base::scenario(&table("  политика сбор\n", ""));
    assert_eq!(base.model.program.facts[1].ty, Type::List(Box::new(Type::Duration)));
    let base = Base::scenario(&table("  политика сбор количество\n", ""));
    assert!(matches!(base.model.program.facts[1].ty, Type::Integer { .. }));
}

#[test]
fn tests_of_values_are_checked_against_the_column() {
    let table = |cell: &str| {
        format!(
            "факт лет: целое 0..120\n  вопрос \"?\"\nконец\nрешение итог: да_нет\n  | лет | => итог |\n  | {cell} | => да |\n  | - | => нет |\nконец\n"
        )
    };
    for good in ["[14..18)", "не(5, 6)", "< 18", "14, 15, > 100", "[100..200]"] {
        assert!(codes(&table(good)).is_empty(), "{good}: {:?}", codes(&table(good)));
    }
    for (bad, code) in [
        ("[18..14]", "L0226"),
        ("(5..5]", "L0226"),
        ("да", "L0223"),
        ("150", "L0225"),
        ("[130..140]", "L0225"),
        ("< 5 дней", "L0223"),
    ] {
        assert_eq!(codes(&table(bad)), [code], "{bad}");
    }
}

#[test]
fn drafts_are_passed_by() {
    let text = "сценарий а\n  черновик\n  шаг начало\n    -> нигде\nконец\n";
    let base = Base::scenario(text);
    assert!(base.found.is_empty());
    assert!(base.model.program.scenarios.is_empty());
}

#[test]
fn severities_follow_the_manifest_but_errors_stay() {
    let nowhere = "факт х: да_нет\nконец\nрешение т: да_нет = х\nконец\n";
    let base = Base::new([
        ("scenarios/а.scenario", nowhere),
        ("lotsman.yaml", "name: а\ntitle: А\nseverity:\n  L0237: note\n"),
    ]);
    assert_eq!(base.codes(), ["L0237"]);
    assert_eq!(base.found[0].severity, lotsman::diag::Severity::Note);
}

#[test]
fn names_of_the_manifest_and_reference_data_are_checked() {
    let base = Base::of(
        "=== lotsman.yaml\nname: а\ntitle: А\nstart: приветствие\ndefault_queue: линия\n\
         === topics/кто.yaml\nkind: organisations\nentries:\n  - name: мчс\n    title: МЧС\n    competence: [пожары]\n    queue: линия\n\
         === topics/т.topic\nтема а\n  сегмент сфр\n  компетенция мвд\n  фразы\n    - как дела\n  ответ \"Хорошо.\"\nконец\n",
    );
    let mut codes = base.codes();
    codes.sort_unstable();
    assert_eq!(
        codes,
        ["L0203", "L0204", "L0205", "L0205", "L0209", "L0209"],
        "{}",
        base.shown(Lang::Ru)
    );
}

#[test]
fn english_bases() {
    let base = Base::of(
        "=== lotsman.yaml\nname: a\ntitle: A\nlanguage: en\n\
         === scenarios/a.scenario\nfact age_now: integer 0..120\n  question \"How old are you?\"\nend\n\n\
         scenario a\n  step begin\n    ask age_now\n    say \"You are {age_now | year/years} old.\"\n    if\n      age_now >= 18 -> finish solved\n      else -> finish answered\n    end\nend\n",
    );
    assert!(base.found.is_empty(), "{}", base.shown(Lang::En));
}

#[test]
fn hashes_of_steps_hold_on_to_names_and_let_words_change() {
    let base = |before: &str, words: &str, target: &str| {
        let text = format!(
            "{before}{REGION}сценарий а\n  шаг начало\n    сказать \"{words}\"\n    спросить край\n    завершить {target}\nконец\n"
        );
        let base = Base::scenario(&text);
        assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
        base.model.program.steps[0].hash
    };
    let hash = base("", "Добрый день.", "решено");
    assert_eq!(hash, base("", "Здравствуйте.", "решено"));
    // A fact declared before moves every index.
    assert_eq!(hash, base(INCOME, "Добрый день.", "решено"));
    assert_ne!(hash, base("", "Добрый день.", "отвечено"));
}
