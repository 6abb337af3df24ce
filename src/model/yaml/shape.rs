//! What may stand where: the forms from which the tables of keys are made.

use crate::diag::Arg;
use crate::value::Bi;

/// The form of a value.
#[derive(Debug)]
pub(crate) enum Shape {
    /// A text; numbers and dates are taken as they are written.
    Text,
    /// A name by which others refer to this.
    Name,
    /// A text that becomes a date, an amount, a period.
    Scalar(Bi),
    /// `true`, `false`, `да`, `нет`
    YesNo,
    /// A whole number.
    Int {
        /// Least value.
        min: u32,
        /// Greatest value.
        max: u32,
    },
    /// From 0 to 1.
    Share,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A list.
    List(&'static Shape),
    /// A list, or one value instead of a list of one.
    OneOrMany(&'static Shape),
    /// A section with these keys.
    Map(&'static [Key]),
    /// A section with these keys and others chosen by the author.
    Open(&'static [Key], &'static Shape),
    /// A section whose keys the author chooses.
    Table(&'static Shape),
}

/// A key of a section.
#[derive(Debug)]
pub(crate) struct Key {
    /// As written.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// What may stand under it.
    pub shape: Shape,
}

/// A key that may be left out.
pub(crate) const fn key(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        required: false,
        shape,
    }
}

/// A key that must be there.
pub(crate) const fn must(name: &'static str, shape: Shape) -> Key {
    Key {
        name,
        required: true,
        shape,
    }
}

/// A form in words.
pub(super) fn expected(shape: &Shape) -> Arg {
    let bi = match shape {
        Shape::Text => Bi {
            ru: "текст",
            en: "text",
        },
        Shape::Name => Bi {
            ru: "имя",
            en: "a name",
        },
        Shape::Scalar(what) => *what,
        Shape::YesNo => Bi {
            ru: "да или нет (true, false)",
            en: "yes or no (`true`, `false`)",
        },
        Shape::Int { .. } => Bi {
            ru: "целое число",
            en: "a whole number",
        },
        Shape::Share => Bi {
            ru: "число от 0 до 1",
            en: "a number from 0 to 1",
        },
        Shape::OneOf(words) => {
            let list = words.join(", ");
            return Arg::Words {
                ru: format!("одно из слов: {list}"),
                en: format!("one of: {list}"),
            };
        }
        Shape::List(_) => Bi {
            ru: "список: каждый пункт с новой строки после «- »",
            en: "a list: each item on a line after `- `",
        },
        Shape::OneOrMany(_) => Bi {
            ru: "текст или список",
            en: "a text or a list",
        },
        Shape::Map(_) | Shape::Open(..) | Shape::Table(_) => Bi {
            ru: "раздел: строки «ключ: значение» с отступом",
            en: "a section: indented `key: value` lines",
        },
    };
    bi.into()
}
