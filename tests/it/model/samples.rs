//! The samples by which the language is explained resolve without a finding.

use super::base::Base;
use lotsman::bundle::program::{Answer, CueWeight, Derived, Op, Pattern, Target};
use lotsman::model::DialogLineKind;
use lotsman::value::{Duration, Lang, Type, Value};

const LANGUAGE: &str = include_str!("samples/language.txt");

#[test]
fn the_samples_of_the_language_resolve() {
    let base = Base::of(LANGUAGE);
    assert!(base.found.is_empty(), "{}", base.shown(Lang::Ru));
    let p = &base.model.program;
    let fact = |name: &str| p.facts.iter().find(|f| &*f.name == name).expect("a fact");
    assert_eq!(fact("срок_рассмотрения").ty, Type::Duration);
    assert_eq!(fact("право_на_единое_пособие").ty, Type::YesNo);
    assert!(matches!(&fact("право_на_единое_пособие").derived, Derived::Rules(r) if r.len() == 1));
    assert!(fact("среднедушевой_доход").personal);
    // What measures come to stands behind the facts of the author.
    let of_measures = p.facts.iter().position(|f| f.name.starts_with("мера."));
    let (own, of_measures) = p.facts.split_at(of_measures.expect("a measure"));
    assert!(own.is_sorted_by_key(|f| &f.name));
    assert!(of_measures.iter().all(|f| f.name.starts_with("мера.")));

    let topic = p
        .topics
        .iter()
        .find(|t| &*t.path == "мсз.единое_пособие")
        .expect("a topic");
    assert_eq!(topic.cues.len(), 4);
    assert_eq!(topic.cues[0].weight, CueWeight::Points(10));
    assert!(matches!(&topic.cues[3].pattern, Pattern::Phrase(words) if words.len() == 3));
    assert!(matches!(topic.answer, Some(Answer::Scenario(s)) if &*p.scenarios[s.index()].name == "единое_пособие"));
    assert_eq!(&*p.topics[topic.parent.expect("a parent").index()].path, "мсз");

    let menu = p.nodes.iter().find_map(|n| match &n.op {
        Op::Menu { options, .. } => Some(options),
        _ => None,
    });
    let last = menu.and_then(|m| m.last()).expect("a menu");
    assert!(matches!(last.target, Target::Finish(o, None) if &*p.outcomes[o.index()].name == "решено"));
    assert_eq!(menu.expect("a menu")[0].synonyms, ["подать", "оформить"]);

    let dialog = &base.model.dialogs[0];
    let fact = dialog.lines.iter().find_map(|l| match &l.kind {
        DialogLineKind::Fact(_, value) => value.clone(),
        _ => None,
    });
    assert_eq!(fact, Some(Value::Duration(Duration::days(10))));
    assert!(base.model.places.steps_without_transition.is_empty());
}
