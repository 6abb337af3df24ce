//! Numbers, texts, lists, pairs and values.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Checker, Reader, Record, Writer, record, variants};
use crate::value::{BinaryOp, CueWeight, Date, Duration, Ground, HandlerOn, HitPolicy, Lang, Money, Name, Type, Value};

macro_rules! numbers {
    ($($name:ty)*) => {$(
        impl Record for $name {
            fn write(&self, to: &mut Writer) {
                to.put(self.to_le_bytes());
            }

            #[inline]
            fn read(from: &mut Reader<'_>) -> Option<Self> {
                from.bytes().map(Self::from_le_bytes)
            }

            #[inline]
            fn check(c: &mut Checker<'_>) -> Option<()> {
                Self::read(&mut c.from).map(drop)
            }
        }
    )*};
}

numbers! { u8 u16 u32 u64 i32 i64 f32 }

impl<const N: usize> Record for [u8; N] {
    fn write(&self, to: &mut Writer) {
        to.put(*self);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.bytes()
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        Self::read(&mut c.from).map(drop)
    }
}

impl Record for bool {
    fn write(&self, to: &mut Writer) {
        to.byte(u8::from(*self));
    }

    #[inline]
    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        Self::read(&mut c.from).map(drop)
    }
}

impl Record for String {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        c.below(c.counts.strings).map(drop)
    }
}

impl Record for Name {
    fn write(&self, to: &mut Writer) {
        to.text(self);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        from.text().map(Arc::from)
    }

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        c.below(c.counts.strings).map(drop)
    }
}

impl<T: Record> Record for Option<T> {
    fn write(&self, to: &mut Writer) {
        to.byte(u8::from(self.is_some()));
        if let Some(value) = self {
            value.write(to);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match bool::read(from)? {
            true => T::read(from).map(Some),
            false => Some(None),
        }
    }

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        match bool::read(&mut c.from)? {
            true => T::check(c),
            false => Some(()),
        }
    }
}

impl<T: Record> Record for Vec<T> {
    fn write(&self, to: &mut Writer) {
        to.put(u32::try_from(self.len()).unwrap_or(u32::MAX).to_le_bytes());
        self.iter().for_each(|item| item.write(to));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let count = from.count()?;
        let mut items = Self::with_capacity(count);
        for _ in 0..count {
            items.push(T::read(from)?);
        }
        Some(items)
    }

    #[inline]
    fn check(c: &mut Checker<'_>) -> Option<()> {
        c.list::<T>().map(drop)
    }
}

impl<T: Record> Record for Box<T> {
    fn write(&self, to: &mut Writer) {
        (**self).write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        T::read(from).map(Self::new)
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        T::check(c)
    }
}

/// Pairs; that of the steps of a scenario is checked in a way of its own, so they are named one by one.
macro_rules! pairs {
    ($(($a:ty, $b:ty))*) => {$(
        impl $crate::bundle::record::Record for ($a, $b) {
            fn write(&self, to: &mut $crate::bundle::record::Writer) {
                self.0.write(to);
                self.1.write(to);
            }

            fn read(from: &mut $crate::bundle::record::Reader<'_>) -> Option<Self> {
                Some((<$a>::read(from)?, <$b>::read(from)?))
            }

            fn check(c: &mut $crate::bundle::record::Checker<'_>) -> Option<()> {
                <$a>::check(c)?;
                <$b>::check(c)
            }
        }
    )*};
}

pub(super) use pairs;

pairs! { (u8, u8) (u16, u16) (Date, Date) (Name, String) (Name, Value) (Name, Type) }

/// Year in 16 bits, month and day in eight each.
impl Record for Date {
    fn write(&self, to: &mut Writer) {
        to.put(self.year().to_le_bytes());
        to.put(self.month().to_le_bytes());
        to.put(self.day().to_le_bytes());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let [a, b, month, day] = from.bytes()?;
        Self::new(i16::from_le_bytes([a, b]), month.cast_signed(), day.cast_signed()).ok()
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        Self::read(&mut c.from).map(drop)
    }
}

/// The sixteen bytes of `rust_decimal`: flags (scale in bits 16–23, sign in bit 31) and 96 bits of number.
impl Record for Decimal {
    fn write(&self, to: &mut Writer) {
        to.put(self.serialize());
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let bytes = from.bytes()?;
        let number = Self::deserialize(bytes);
        // What the library would mend is damaged.
        (number.serialize() == bytes).then_some(number)
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        Self::read(&mut c.from).map(drop)
    }
}

impl Record for Money {
    fn write(&self, to: &mut Writer) {
        self.0.write(to);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        i64::read(from).map(Self)
    }

    fn check(c: &mut Checker<'_>) -> Option<()> {
        i64::check(c)
    }
}

record! {
    struct Duration { months: i32, days: i32, working_days: i32, seconds: i64 }
    struct Ground { act: String, point: Option<String> }
}

variants! {
    deep
    enum Value {
        0 Unknown,
        1 Bool(a: bool),
        2 Number(a: Decimal),
        3 Money(a: Money),
        4 Date(a: Date),
        5 Duration(a: Duration),
        6 Key(a: Name),
        7 Text(a: Arc<str>),
        8 List(a: Vec<Value>),
        9 Record(a: Vec<(Name, Value)>),
    }
    enum Type {
        0 YesNo,
        1 Integer { min: Option<i64>, max: Option<i64> },
        2 Number { min: Option<Decimal>, max: Option<Decimal> },
        3 Money { min: Option<Money>, max: Option<Money> },
        4 Date { min: Option<Date>, max: Option<Date> },
        5 Duration,
        6 OneOf(a: Vec<Name>),
        7 Directory(a: Name),
        8 List(a: Box<Type>),
        9 Text,
        10 Phone,
        11 Snils,
        12 Record(a: Vec<(Name, Type)>),
        13 Any,
    }
}

variants! {
    flat
    enum Lang { 0 Ru, 1 En }
    enum BinaryOp {
        0 Or, 1 And, 2 Eq, 3 Ne, 4 Lt, 5 Le, 6 Gt, 7 Ge, 8 Add, 9 Sub, 10 Mul, 11 Div, 12 Pow,
    }
    enum HitPolicy {
        0 Unique, 1 First, 2 Any, 3 Priority, 4 Collect, 5 CollectSum, 6 CollectMin, 7 CollectMax, 8 CollectCount,
        9 RuleOrder, 10 OutputOrder,
    }
    enum CueWeight { 0 Points(a: i32), 1 Always, 2 Never }
    enum HandlerOn {
        0 NoMatch, 1 NoInput, 2 MoreThan(a: u32), 3 Operator, 4 TopicChange, 5 NoTopicChange, 6 DontKnow,
        7 NoAnswer, 8 NoData, 9 Failed,
    }
}
