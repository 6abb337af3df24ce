use super::MOST;
use crate::language::NormalForms;
use crate::value::Lang;

#[test]
fn languages_do_not_mix() {
    let (ru, en) = (NormalForms::new(Lang::Ru), NormalForms::new(Lang::En));
    for _ in 0..3 {
        assert_eq!(en.form("cards"), "card");
        assert_eq!(ru.form("cards"), "cards");
    }
}

#[test]
fn a_group_added_later_changes_what_was_said() {
    let mut forms = NormalForms::new(Lang::Ru);
    assert_ne!(forms.form("крюкозябра"), forms.form("бутявка"));
    forms.add_group(&["крюкозябра", "бутявка"]);
    assert_eq!(forms.form("крюкозябра"), forms.form("бутявка"));
}

#[test]
fn stems_added_later_change_it_too() {
    let mut forms = NormalForms::new(Lang::Ru);
    assert_ne!(forms.form("крюкозябрами"), forms.form("бутявкой"));
    forms.add_stems(&["крюкозябра", "бутявка"]);
    assert_eq!(forms.form("крюкозябрами"), forms.form("бутявкой"));
}

#[test]
fn more_words_than_are_remembered_keep_their_forms() {
    let forms = NormalForms::new(Lang::Ru);
    let word = |n: usize| format!("слово{n}");
    let first: Vec<String> = (0..MOST + 10).map(|n| forms.form(&word(n))).collect();
    let again: Vec<String> = (0..MOST + 10).map(|n| forms.form(&word(n))).collect();
    let plain: Vec<String> = (0..MOST + 10).map(|n| forms.normal(&word(n)).into_owned()).collect();
    assert_eq!(first, again);
    assert_eq!(first, plain);
}
