use super::*;

#[test]
fn a_letter_has_one_twin_and_is_its_twin() {
    for (latin, cyrillic, alike) in TWINS {
        assert!(
            latin.is_ascii_alphabetic() && ('А'..='я').contains(&cyrillic),
            "{latin}"
        );
        assert_eq!(latin.is_uppercase(), cyrillic.is_uppercase(), "{latin}");
        assert_eq!(cyrillic_twin(latin, alike), Some(cyrillic));
        assert_eq!(latin_twin(cyrillic, alike), Some(latin));
    }
}

#[test]
fn the_surer_one_must_be_the_fewer_letters_there_are() {
    let of = |alike| -> String {
        let letters = ('A'..='Z').chain('a'..='z');
        letters.filter(|c| cyrillic_twin(*c, alike).is_some()).collect()
    };
    assert_eq!(of(Same), "ABCEHKMOPTXaceopxy");
    assert_eq!(of(Close), "ABCEHKMOPTXYacekmoptxy");
    assert_eq!(of(Capital), "ABCEHKMOPTXYabcehkmoptxy");
    assert_eq!(of(Hand), "ABCEHKMOPTXYabcehkmnoptxy");
}
