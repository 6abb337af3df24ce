//! Values that a question tells by the way: «мне 35 лет, живу в Омске, когда дадут пособие?».
//!
//! Nothing is guessed: a value is taken only where one thing that may be asked fits it and nothing else
//! in the text fits that thing. What is left out is asked as usual.

use super::choice::OptionWords;
use super::directory::{Directory, form_of};
use super::find::{Entity, EntityKind, find_all_in};
use super::normal::NormalForms;
use super::read::{ReadContext, Want};
use super::said_option::option_said;
use super::words::{Word, WordKind, WordSet, word_set, words};
use crate::span::Span;
use crate::value::{Name, Value};
use rust_decimal::Decimal;
use std::sync::LazyLock;

/// Something that may be asked later.
#[derive(Clone, Debug)]
pub struct AskedFor {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// The type.
    pub want: Want,
}

/// A value that was said, for one of the things that may be asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Which of them.
    pub at: usize,
    /// The value.
    pub value: Value,
    /// Its words in the text.
    pub span: Span,
}

/// How many words may stand between a value and a word of its title.
const NEAR: usize = 2;

/// Letters that two words of one root share, and letters that may follow them.
const ROOT: usize = 5;
const ENDING: usize = 4;

/// Words of titles that tell nothing about what is counted.
static TITLE_STOP: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    число количество сколько вам вас ваш ваша ваше ваши у вы в на по и с для от до о об как какой какая какое какие когда где \
    всего полных лет год года рублей руб сумма дата размер вашей вашего есть был была было быть этот это этого заявителя гражданина \
    человека человек возраст number of the a your you do have how many much what is are old age amount date in to total full years",
    )
});
/// Words that make a title one of age.
const AGE: &[&str] = &["возраст", "лет", "age", "old"];
/// People whose age is not the speaker's.
static OTHERS: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    ребенок ребенку ребенка дети детям детей сын сыну сына дочь дочери дочке дочка внук внуку внучке муж мужу мужа жена жене \
    мать матери маме мама отец отцу отца папе бабушке бабушка дедушке дедушка брат брату сестра сестре ему ей им him her his \
    child children son daughter husband wife mother father grandmother grandfather",
    )
});
/// Before a value these make it a bound, a denial or the end of a way.
static NOT_A_VALUE: LazyLock<WordSet> = LazyLock::new(|| {
    word_set(
        "\
    не больше более меньше менее старше младше моложе свыше до после от с со через каждые из чем выше ниже минимум максимум \
    not over under more less than older younger until after before from every",
    )
});

/// The values that `text` tells for some of `asked`, at most one for each.
pub fn said(text: &str, asked: &[AskedFor], ctx: &ReadContext<'_>) -> Vec<Said> {
    let list = words(text);
    let forms: Vec<String> = list.iter().map(|w| form_of(w, ctx.forms)).collect();
    let mut directories: Vec<&Directory> = Vec::new();
    for want in asked.iter().map(|a| &a.want) {
        if let Want::Directory(d) = want
            && !directories.iter().any(|known| known.name() == d.name())
        {
            directories.push(d);
        }
    }
    let found = find_all_in(&list, &forms, &directories, ctx.lang, ctx.today);
    let text = Text {
        words: &list,
        forms: &forms,
        found: &found,
    };
    let titles: Vec<Title> = asked.iter().map(|a| Title::of(a, ctx)).collect();
    let mut out: Vec<Said> = Vec::new();
    for (at, (want, title)) in asked.iter().map(|a| &a.want).zip(&titles).enumerate() {
        if let Want::OneOf(options) = want {
            out.extend(text.option(at, options, ctx.forms));
            continue;
        }
        let fitting: Vec<&Entity> = found
            .iter()
            .filter(|e| text.is_meant(e) && text.fits(e, want, title))
            .collect();
        // The only thing of its directory needs no word of its title.
        let alone = match want {
            Want::Directory(d) => asked.iter().filter(|o| is_directory(&o.want, d.name())).count() == 1,
            _ => false,
        };
        let mut near = fitting
            .iter()
            .filter(|e| alone || text.is_near(e, title) || text.is_own_age(e, title));
        let (Some(one), None) = (near.next(), near.next()) else {
            continue;
        };
        if let Some(value) = value(one, want) {
            out.push(Said {
                at,
                value,
                span: one.span,
            });
        }
    }
    // What fits two things is meant for one of them, and nobody knows for which.
    let twice: Vec<Span> = out
        .iter()
        .filter(|s| out.iter().any(|o| o.at != s.at && overlap(o.span, s.span)))
        .map(|s| s.span)
        .collect();
    out.retain(|s| !twice.contains(&s.span));
    out
}

fn is_directory(want: &Want, name: &Name) -> bool {
    matches!(want, Want::Directory(d) if d.name() == name)
}

fn overlap(a: Span, b: Span) -> bool {
    a.start < b.end && b.start < a.end
}

/// What the first telling words of a name and a title ask for: «получения» in «дата получения заявки». Another word of
/// the title near a value proves nothing: «направили заявку 2 октября».
struct Title {
    /// Folded words with their forms.
    heads: Vec<(Box<str>, String)>,
    /// Whether it asks for an age.
    age: bool,
}

impl Title {
    fn of(asked: &AskedFor, ctx: &ReadContext<'_>) -> Self {
        let mut title = Self {
            heads: Vec::new(),
            age: false,
        };
        for text in [&asked.name, &asked.title] {
            let list: Vec<Word> = words(&text.replace('_', " "));
            title.age |= list.iter().any(|w| AGE.contains(&&*w.folded));
            let telling = |w: &&Word| w.kind == WordKind::Word && !TITLE_STOP.contains(&*w.folded);
            let head = list.iter().find(telling);
            title
                .heads
                .extend(head.map(|w| (w.folded.clone(), form_of(w, ctx.forms))));
        }
        title
    }

    /// Whether a word is that of the title, in any form, or of one root with it: «получили», «получение».
    fn names(&self, word: &Word, form: &str) -> bool {
        self.heads.iter().any(|(folded, head)| {
            let shared = folded
                .chars()
                .zip(word.folded.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let (long, short) = (folded.chars().count(), word.folded.chars().count());
            head == form || shared >= ROOT && long.max(short) <= shared + ENDING
        })
    }
}

struct Text<'a> {
    words: &'a [Word],
    forms: &'a [String],
    found: &'a [Entity],
}

impl Text<'_> {
    fn option(&self, at: usize, options: &[OptionWords], forms: &NormalForms) -> Option<Said> {
        let (option, (from, to)) = option_said(self.words, self.forms, options, forms)?;
        let (first, last) = (self.words.get(from)?, self.words.get(to.checked_sub(1)?)?);
        Some(Said {
            at,
            value: Value::Key(options.get(option)?.name.as_str().into()),
            span: Span {
                start: first.span.start,
                end: last.span.end,
            },
        })
    }

    /// The words of an entity: first and one past the last.
    fn range(&self, entity: &Entity) -> (usize, usize) {
        let from = self.words.partition_point(|w| w.span.end <= entity.span.start);
        let to = self.words.partition_point(|w| w.span.start < entity.span.end);
        (from, to)
    }

    /// Not «не 35», «старше 35».
    fn is_meant(&self, entity: &Entity) -> bool {
        let (from, _) = self.range(entity);
        let place = matches!(entity.kind, EntityKind::Directory(..));
        let reach = if place { 3 } else { 2 };
        let before = self.words.get(from.saturating_sub(reach)..from).unwrap_or_default();
        !before.iter().any(|w| {
            let word = &*w.folded;
            // «В Омск из Томска» names two places anyway; «не живу в Омске» none.
            NOT_A_VALUE.contains(word) && (!place || matches!(word, "не" | "not" | "до" | "от" | "через"))
        })
    }

    fn fits(&self, entity: &Entity, want: &Want, title: &Title) -> bool {
        match (want, &entity.kind) {
            (Want::Directory(d), EntityKind::Directory(name, _)) => d.name() == name,
            (Want::Integer { .. } | Want::Number { .. } | Want::Duration, EntityKind::Age) => title.age,
            (Want::Integer { .. } | Want::Number { .. }, EntityKind::Number) => {
                !title.age
                    && !self
                        .found
                        .iter()
                        .any(|o| o.kind != EntityKind::Number && overlap(o.span, entity.span))
            }
            (Want::Money { .. }, EntityKind::Money)
            | (Want::Date { .. }, EntityKind::Date)
            | (Want::Duration, EntityKind::Duration)
            | (Want::Snils, EntityKind::Snils) => true,
            _ => false,
        }
    }

    fn around(&self, entity: &Entity, reach: usize) -> impl Iterator<Item = usize> {
        let (from, to) = self.range(entity);
        let words = self.words;
        let is_word = move |i: &usize| words.get(*i).is_some_and(|w| w.kind != WordKind::Punct);
        // A value and its word stand in one clause.
        let clause = move |i: &usize| {
            words
                .get(*i)
                .is_some_and(|w| w.kind != WordKind::Punct || w.is_sign(":"))
        };
        (0..from)
            .rev()
            .take_while(clause)
            .take(reach)
            .chain((to..self.words.len()).take_while(clause).take(reach))
            .filter(is_word)
    }

    fn is_near(&self, entity: &Entity, title: &Title) -> bool {
        self.around(entity, NEAR)
            .any(|i| matches!((self.words.get(i), self.forms.get(i)), (Some(w), Some(f)) if title.names(w, f)))
    }

    /// An age that nobody else is said to have, where the title names nobody either.
    fn is_own_age(&self, entity: &Entity, title: &Title) -> bool {
        let (from, _) = self.range(entity);
        // On the telephone no sign parts «мне тридцать четыре» from «двое детей».
        let said_of_self = from.checked_sub(1).and_then(|i| self.words.get(i));
        let is_self = said_of_self.is_some_and(|w| matches!(&*w.folded, "мне" | "am" | "im"));
        let others = || {
            self.around(entity, NEAR + 2)
                .any(|i| self.words.get(i).is_some_and(|w| OTHERS.contains(&*w.folded)))
        };
        title.age && entity.kind == EntityKind::Age && title.heads.is_empty() && (is_self || !others())
    }
}

fn value(entity: &Entity, want: &Want) -> Option<Value> {
    let value = match (want, &entity.value) {
        (Want::Duration, Value::Duration(_)) => entity.value.clone(),
        (_, Value::Duration(age)) => {
            let years = (age.months % 12 == 0 && age.days == 0).then_some(age.months / 12)?;
            Value::Number(Decimal::from(years))
        }
        (_, value) => value.clone(),
    };
    let within = match (want, &value) {
        (Want::Integer { min, max }, Value::Number(n)) => {
            n.is_integer() && min.is_none_or(|m| Decimal::from(m) <= *n) && max.is_none_or(|m| Decimal::from(m) >= *n)
        }
        (Want::Number { min, max }, Value::Number(n)) => min.is_none_or(|m| m <= *n) && max.is_none_or(|m| m >= *n),
        (Want::Money { min, max }, Value::Money(n)) => min.is_none_or(|m| m <= *n) && max.is_none_or(|m| m >= *n),
        (Want::Date { min, max }, Value::Date(n)) => min.is_none_or(|m| m <= *n) && max.is_none_or(|m| m >= *n),
        _ => true,
    };
    within.then_some(value)
}
