use super::*;

#[test]
fn russian_plurals() {
    let words = |n| russian_form(n, ["ошибка", "ошибки", "ошибок"]);
    for (n, want) in [
        (0, "ошибок"),
        (1, "ошибка"),
        (2, "ошибки"),
        (5, "ошибок"),
        (11, "ошибок"),
        (12, "ошибок"),
        (21, "ошибка"),
        (104, "ошибки"),
        (111, "ошибок"),
        (1000, "ошибок"),
    ] {
        assert_eq!(words(n), want, "{n}");
    }
}

#[test]
fn sentences() {
    let some = Summary {
        errors: 2,
        warnings: 1,
        notes: 0,
    };
    assert_eq!(some.sentence(Lang::Ru), "2 ошибки, 1 предупреждение");
    assert_eq!(some.sentence(Lang::En), "2 errors, 1 warning");
    assert_eq!(Summary::default().sentence(Lang::Ru), "замечаний нет");
    assert_eq!(
        Summary {
            errors: 0,
            warnings: 0,
            notes: 11
        }
        .sentence(Lang::Ru),
        "11 заметок"
    );
    assert!(
        !Summary {
            errors: 0,
            warnings: 0,
            notes: 11
        }
        .has_findings()
    );
}
