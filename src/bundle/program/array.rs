//! Arrays of a program: owned while a base is compiled, in the bundle's bytes when it is followed.

use std::fmt;
use std::iter::FusedIterator;
use std::ops::{Deref, DerefMut, Range, RangeFrom, RangeFull, RangeTo};
use std::sync::{Arc, OnceLock};

use crate::bundle::record::{Reader, Record, Rows, Strings};

/// Items whose places are made together when one of them is first wanted.
const PAGE: usize = 16;

/// Things of a program, by number.
///
/// The compiler has them as a `Vec`, to which this derefs. In an opened bundle an item lies in the bytes of the
/// bundle; it is read when it is first asked for and kept, so that opening reads none of them and asking again
/// costs two loads. Asking for a slice, or anything else of `Vec` that the methods of this type do not have,
/// reads all items at once: following a bundle must do without.
#[derive(Clone)]
pub struct Array<T> {
    /// The items where nothing is stored.
    owned: Vec<T>,
    stored: Option<Arc<Stored<T>>>,
}

type Page<T> = Box<[OnceLock<T>; PAGE]>;

struct Stored<T> {
    rows: Rows,
    strings: Arc<Strings>,
    read: fn(&[u8], &Strings) -> Option<T>,
    pages: Box<[OnceLock<Page<T>>]>,
    /// All items, where somebody wanted a slice of them.
    whole: OnceLock<Vec<T>>,
}

impl<T> Stored<T> {
    fn item(&self, at: usize) -> Option<T> {
        (self.read)(self.rows.get(at)?, &self.strings)
    }

    #[inline]
    fn get(&self, at: usize) -> Option<&T> {
        let page = self.pages.get(at / PAGE)?;
        if let Some(item) = page.get().and_then(|p| p.get(at % PAGE)?.get()) {
            return Some(item);
        }
        self.first(at, page)
    }

    #[cold]
    fn first<'s>(&'s self, at: usize, page: &'s OnceLock<Page<T>>) -> Option<&'s T> {
        let item = self.item(at)?;
        let page = page.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        Some(page.get(at % PAGE)?.get_or_init(|| item))
    }

    fn all(&self) -> Vec<T> {
        (0..self.rows.len()).map_while(|at| self.item(at)).collect()
    }
}

impl<T> Array<T> {
    /// Of a section of records that have been checked.
    pub(in crate::bundle) fn stored(rows: Rows, strings: Arc<Strings>) -> Self
    where
        T: Record,
    {
        let pages = (0..rows.len().div_ceil(PAGE)).map(|_| OnceLock::new()).collect();
        let stored = Stored {
            rows,
            strings,
            read: |bytes, strings| Reader::whole(bytes, strings),
            pages,
            whole: OnceLock::new(),
        };
        Self {
            owned: Vec::new(),
            stored: Some(Arc::new(stored)),
        }
    }

    /// Number of items.
    #[inline]
    pub fn len(&self) -> usize {
        match &self.stored {
            None => self.owned.len(),
            Some(stored) => stored.rows.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item with a number, or the items of a range. A range reads all of a stored array: see [`Self::range`].
    #[inline]
    pub fn get<'a, I: At<'a, T>>(&'a self, at: I) -> Option<I::Found> {
        at.of(self)
    }

    /// Items of a range of numbers, as far as there are any, without a slice of them.
    pub fn range(&self, numbers: Range<usize>) -> Iter<'_, T> {
        let end = numbers.end.min(self.len());
        Iter {
            array: self,
            rest: numbers.start.min(end)..end,
        }
    }

    /// All items.
    pub fn iter(&self) -> Iter<'_, T> {
        self.range(0..self.len())
    }

    /// The first item.
    pub fn first(&self) -> Option<&T> {
        self.get(0)
    }

    /// The last item.
    pub fn last(&self) -> Option<&T> {
        self.get(self.len().checked_sub(1)?)
    }

    /// Adds an item at the end; a stored array is read as a whole before.
    pub fn push(&mut self, item: T) {
        self.deref_mut().push(item);
    }

    /// Whether all items of a stored array were read at once, which following a bundle never needs.
    #[cfg(test)]
    pub(crate) fn was_read_whole(&self) -> bool {
        self.stored.as_ref().is_some_and(|s| s.whole.get().is_some())
    }

    /// How many items of a stored array have been read.
    #[cfg(test)]
    pub(crate) fn items_read(&self) -> usize {
        let pages = self
            .stored
            .iter()
            .flat_map(|s| s.pages.iter().filter_map(OnceLock::get));
        pages.flat_map(|p| p.iter()).filter(|i| i.get().is_some()).count()
    }
}

/// What [`Array::get`] takes.
pub trait At<'a, T> {
    /// What it gives.
    type Found;
    /// The item or the items.
    fn of(self, array: &'a Array<T>) -> Option<Self::Found>;
}

impl<'a, T: 'a> At<'a, T> for usize {
    type Found = &'a T;

    #[inline]
    fn of(self, array: &'a Array<T>) -> Option<&'a T> {
        match &array.stored {
            None => array.owned.get(self),
            Some(stored) => stored.get(self),
        }
    }
}

macro_rules! ranges {
    ($($range:ty)*) => {$(
        impl<'a, T: 'a> At<'a, T> for $range {
            type Found = &'a [T];

            fn of(self, array: &'a Array<T>) -> Option<&'a [T]> {
                array.deref().get(self)
            }
        }
    )*};
}

ranges! { Range<usize> RangeFrom<usize> RangeTo<usize> RangeFull }

impl<T> Deref for Array<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        match &self.stored {
            None => &self.owned,
            Some(stored) => stored.whole.get_or_init(|| stored.all()),
        }
    }
}

impl<T> DerefMut for Array<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        if let Some(stored) = self.stored.take() {
            self.owned = stored.all();
        }
        &mut self.owned
    }
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Self {
            owned: items,
            stored: None,
        }
    }
}

impl<T> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(items.into_iter().collect::<Vec<T>>())
    }
}

impl<T: PartialEq> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T: fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<'a, T> IntoIterator for &'a Array<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut Array<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.deref_mut().iter_mut()
    }
}

/// Items of an [`Array`] in order.
#[derive(Debug)]
pub struct Iter<'a, T> {
    array: &'a Array<T>,
    rest: Range<usize>,
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self {
            array: self.array,
            rest: self.rest.clone(),
        }
    }
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;

    #[inline]
    fn next(&mut self) -> Option<&'a T> {
        let at = self.rest.next()?;
        self.array.get(at)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.rest.size_hint()
    }

    fn nth(&mut self, n: usize) -> Option<&'a T> {
        let at = self.rest.nth(n)?;
        self.array.get(at)
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let at = self.rest.next_back()?;
        self.array.get(at)
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}
impl<T> FusedIterator for Iter<'_, T> {}
