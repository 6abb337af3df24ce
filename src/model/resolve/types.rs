//! Types: what fits what, what is in bounds, how it is called.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::diag::Arg;
use crate::value::{Type, Value};

/// A type, where it is known.
pub(super) type Ty = Option<Arc<Type>>;

/// Types without parameters, shared.
#[derive(Debug)]
pub(super) struct Common {
    pub yes_no: Ty,
    pub integer: Ty,
    pub number: Ty,
    pub money: Ty,
    pub date: Ty,
    pub duration: Ty,
    pub text: Ty,
}

impl Default for Common {
    fn default() -> Self {
        let some = |t: Type| Some(Arc::new(t));
        Self {
            yes_no: some(Type::YesNo),
            integer: some(Type::Integer { min: None, max: None }),
            number: some(Type::Number { min: None, max: None }),
            money: some(Type::Money { min: None, max: None }),
            date: some(Type::Date { min: None, max: None }),
            duration: some(Type::Duration),
            text: some(Type::Text),
        }
    }
}

/// What a type is called in a message.
pub(super) fn words(ty: &Type) -> Arg {
    let plain = |ru: &str, en: &str| Arg::Words {
        ru: ru.to_owned(),
        en: en.to_owned(),
    };
    match ty {
        Type::YesNo => plain("«да» или «нет»", "yes or no"),
        Type::Integer { .. } => plain("целое число", "a whole number"),
        Type::Number { .. } => plain("число", "a number"),
        Type::Money { .. } => plain("деньги", "money"),
        Type::Date { .. } => plain("дата", "a date"),
        Type::Duration => plain("длительность", "a duration"),
        Type::OneOf(options) => {
            let list = listed(options.iter().map(|o| &**o));
            Arg::Words {
                ru: format!("один из вариантов ({list})"),
                en: format!("one of ({list})"),
            }
        }
        Type::Directory(name) => Arg::Words {
            ru: format!("запись справочника «{name}»"),
            en: format!("an entry of the directory `{name}`"),
        },
        Type::List(_) => plain("список", "a list"),
        Type::Phone => plain("телефон", "a telephone number"),
        Type::Snils => plain("СНИЛС", "a SNILS number"),
        Type::Record(_) => plain("таблица с несколькими выводами", "a table with several outputs"),
        _ => plain("текст", "text"),
    }
}

/// Up to twelve names, the rest counted.
pub(super) fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let rest = names.len().saturating_sub(12);
    let mut out = names.take(12).collect::<Vec<_>>().join(", ");
    if rest > 0 {
        out.push_str(&format!(", … +{rest}"));
    }
    out
}

/// Whether a value of type `have` may stand where `want` is expected.
pub(super) fn fits(have: &Type, want: &Type) -> bool {
    match (have, want) {
        (Type::Integer { .. }, Type::Integer { .. } | Type::Number { .. })
        | (Type::Number { .. }, Type::Number { .. })
        | (Type::Money { .. }, Type::Money { .. })
        | (Type::Date { .. }, Type::Date { .. })
        | (Type::Text, Type::Phone | Type::Snils)
        | (Type::Phone | Type::Snils, Type::Text) => true,
        (Type::OneOf(have), Type::OneOf(want)) => have.iter().all(|o| want.contains(o)),
        (Type::List(have), Type::List(want)) => fits(have, want),
        (have, want) => have == want,
    }
}

/// Whether values of both types can be equal.
pub(super) fn comparable(a: &Type, b: &Type) -> bool {
    match (a, b) {
        (Type::OneOf(a), Type::OneOf(b)) => a.iter().any(|o| b.contains(o)),
        (Type::List(a), Type::List(b)) => comparable(a, b),
        _ => fits(a, b) || fits(b, a),
    }
}

/// Whether values of the type have an order.
pub(super) fn ordered(ty: &Type) -> bool {
    is_number(ty) || matches!(ty, Type::Money { .. } | Type::Date { .. } | Type::Duration)
}

/// Whether it is a number without a unit.
pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer { .. } | Type::Number { .. })
}

/// The type of the elements of a list, any other type as it is.
pub(super) fn element(ty: &Ty) -> Ty {
    match ty.as_deref() {
        Some(Type::List(inner)) => Some(Arc::new((**inner).clone())),
        _ => ty.clone(),
    }
}

/// Order of two values of one kind.
pub(super) fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Money(a), Value::Money(b)) => Some(a.cmp(b)),
        (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
        (Value::Duration(a), Value::Duration(b)) => a.compare(b),
        _ => None,
    }
}

/// The bounds of a type as values.
pub(super) fn bounds(ty: &Type) -> (Option<Value>, Option<Value>) {
    match ty {
        Type::Integer { min, max } => (
            min.map(|n| Value::Number(n.into())),
            max.map(|n| Value::Number(n.into())),
        ),
        Type::Number { min, max } => (min.map(Value::Number), max.map(Value::Number)),
        Type::Money { min, max } => (min.map(Value::Money), max.map(Value::Money)),
        Type::Date { min, max } => (min.map(Value::Date), max.map(Value::Date)),
        _ => (None, None),
    }
}

/// Whether a value lies outside the bounds of a type.
pub(super) fn outside(value: &Value, ty: &Type) -> bool {
    let (low, high) = bounds(ty);
    low.is_some_and(|l| order(value, &l) == Some(Ordering::Less))
        || high.is_some_and(|h| order(value, &h) == Some(Ordering::Greater))
}

/// Bounds in words: `0…100`, `от 1`, `до 100`.
pub(super) fn shown_bounds(ty: &Type) -> Arg {
    let (low, high) = bounds(ty);
    match (low.map(|v| shown(&v)), high.map(|v| shown(&v))) {
        (Some(l), Some(h)) => Arg::Text(format!("{l}..{h}")),
        (Some(l), None) => Arg::Words {
            ru: format!("от {l}"),
            en: format!("from {l}"),
        },
        (None, Some(h)) => Arg::Words {
            ru: format!("до {h}"),
            en: format!("up to {h}"),
        },
        (None, None) => Arg::Text(String::new()),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::Number(n) => n.normalize().to_string(),
        Value::Money(m) => m.roubles().normalize().to_string(),
        Value::Date(d) => d.to_string(),
        _ => String::new(),
    }
}
