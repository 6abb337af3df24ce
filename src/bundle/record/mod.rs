//! How the parts of a program lie in a bundle, so that one of them can be read without the others.
//!
//! A type says three things: how it is written, how it is read, and what must be true of bytes that are read
//! as it. Reading makes the value; checking walks over the bytes and makes nothing, which is why opening a
//! bundle can afford to check all of it.
//!
//! Numbers are little-endian and of fixed width. A text is the number of a string of the bundle. `Option` is
//! a byte, 0 or 1, and the value after 1. A list is a count and its items; an enumeration is a byte and the
//! fields of the variant; a structure is its fields in order. `docs/bundle.md` has the table of all types.

mod check;
mod list;
mod parts;
mod plain;
mod read;
mod shapes;
mod strings;

pub(super) use check::{Checker, Counts, NO_STEPS};
pub(super) use list::Rows;
pub(super) use read::{Reader, Writer};
pub(super) use shapes::{ends_step, step_begins};
pub(super) use strings::Strings;

/// Deepest nesting of values, types, patterns and tests, with what they stand in.
const MAX_DEPTH: u32 = crate::value::depth::MAX_DEPTH + 4;

/// A type that lies in a bundle.
pub(super) trait Record: Sized {
    /// Adds it.
    fn write(&self, to: &mut Writer);
    /// Reads it; `None` where the bytes are not such a thing.
    fn read(from: &mut Reader<'_>) -> Option<Self>;
    /// Whether [`Self::read`] would succeed and everything that it names exists; moves on behind it.
    fn check(c: &mut Checker<'_>) -> Option<()>;
}

/// Writes, reads and checks structures field by field; `by` names the function that checks where the fields alone
/// do not tell.
macro_rules! record {
    ($(struct $name:ty { $($field:ident: $ty:ty),* $(,)? } $(by $check:path)?)*) => {$(
        impl $crate::bundle::record::Record for $name {
            fn write(&self, to: &mut $crate::bundle::record::Writer) {
                $(self.$field.write(to);)*
            }

            fn read(from: &mut $crate::bundle::record::Reader<'_>) -> Option<Self> {
                Some(Self { $($field: <$ty as $crate::bundle::record::Record>::read(from)?),* })
            }

            record!(@check ($($check)?) $($ty),*);
        }
    )*};
    (@check ($check:path) $($ty:ty),*) => {
        fn check(c: &mut $crate::bundle::record::Checker<'_>) -> Option<()> {
            $check(c)
        }
    };
    (@check () $($ty:ty),*) => {
        #[inline]
        fn check(c: &mut $crate::bundle::record::Checker<'_>) -> Option<()> {
            $(<$ty as $crate::bundle::record::Record>::check(c)?;)*
            Some(())
        }
    };
}

/// As [`record`], for enumerations. `deep` is for those that hold themselves.
macro_rules! variants {
    (@in deep $from:expr) => { $from.deeper()? };
    (@out deep $from:expr) => { $from.higher() };
    (@in flat $from:expr) => {};
    (@out flat $from:expr) => {};
    ($how:ident $(enum $name:ty { $($tag:literal $variant:ident
        $(($($item:ident: $item_ty:ty),*))? $({$($field:ident: $field_ty:ty),* $(,)?})?),* $(,)? })*) => {$(
        impl $crate::bundle::record::Record for $name {
            fn write(&self, to: &mut $crate::bundle::record::Writer) {
                match self {
                    $(Self::$variant $(($($item),*))? $({$($field),*})? => {
                        to.byte($tag);
                        $($($item.write(to);)*)?
                        $($($field.write(to);)*)?
                    })*
                }
            }

            fn read(from: &mut $crate::bundle::record::Reader<'_>) -> Option<Self> {
                variants!(@in $how from);
                let value = match from.byte()? {
                    $($tag => Self::$variant
                        $(($(<$item_ty as $crate::bundle::record::Record>::read(from)?),*))?
                        $({$($field: <$field_ty as $crate::bundle::record::Record>::read(from)?),*})?,)*
                    _ => return None,
                };
                variants!(@out $how from);
                Some(value)
            }

            #[inline]
            fn check(c: &mut $crate::bundle::record::Checker<'_>) -> Option<()> {
                variants!(@in $how c.from);
                match c.from.byte()? {
                    $($tag => {
                        $($(<$item_ty as $crate::bundle::record::Record>::check(c)?;)*)?
                        $($(<$field_ty as $crate::bundle::record::Record>::check(c)?;)*)?
                    })*
                    _ => return None,
                }
                variants!(@out $how c.from);
                Some(())
            }
        }
    )*};
}

pub(super) use {record, variants};
