//! Cases, genders, and the part of a number that decides the form of what is counted.

/// The six cases of Russian, in the order of every table of forms here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    /// Кто, что.
    Nom,
    /// Кого, чего.
    Gen,
    /// Кому, чему.
    Dat,
    /// Что: the accusative of things. That of living beings is the genitive, and whoever asks for it says so.
    Acc,
    /// Кем, чем.
    Ins,
    /// О ком, о чём.
    Pre,
}

/// Genders; the plural stands beside them since adjectives know no gender there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// Masculine.
    M,
    /// Feminine.
    F,
    /// Neuter.
    N,
    /// Plural of any gender.
    P,
}

/// Six forms, one a case.
pub(super) type Forms = [&'static str; 6];

impl Case {
    /// The form of this case.
    pub(super) fn of(self, forms: &Forms) -> &'static str {
        let [nom, genitive, dat, acc, ins, pre] = *forms;
        match self {
            Self::Nom => nom,
            Self::Gen => genitive,
            Self::Dat => dat,
            Self::Acc => acc,
            Self::Ins => ins,
            Self::Pre => pre,
        }
    }

    /// Nominative or accusative, where a numeral governs its noun instead of agreeing with it.
    pub(super) fn is_direct(self) -> bool {
        matches!(self, Self::Nom | Self::Acc)
    }
}

/// How a number treats the noun after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// 1, 21, 101: the noun is singular.
    One,
    /// 2–4, 22–24: its genitive singular.
    Few,
    /// 0, 5–20, 25: its genitive plural.
    Many,
}

impl Class {
    /// The class of a whole number.
    pub(super) fn of(n: u64) -> Self {
        match (n % 10, n % 100) {
            (_, 11..=14) => Self::Many,
            (1, _) => Self::One,
            (2..=4, _) => Self::Few,
            _ => Self::Many,
        }
    }
}
