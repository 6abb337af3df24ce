//! Arrays of things that all have the same length, in the bytes of a bundle or made in memory.

use std::marker::PhantomData;
use std::ops::Range;

use tantivy::directory::OwnedBytes;

/// Something of `N` bytes.
pub trait Fixed<const N: usize>: Copy {
    /// Its bytes, numbers with the little end first.
    fn bytes(self) -> [u8; N];
    /// From its bytes: whatever they are, this is something.
    fn of(bytes: &[u8; N]) -> Self;
}

impl Fixed<4> for u32 {
    #[inline]
    fn bytes(self) -> [u8; 4] {
        self.to_le_bytes()
    }

    #[inline]
    fn of(bytes: &[u8; 4]) -> Self {
        Self::from_le_bytes(*bytes)
    }
}

/// Numbers of 32 bits make the longer ones.
macro_rules! of_numbers {
    ($($length:literal $count:literal)*) => {$(
        impl Fixed<$length> for [u32; $count] {
            #[inline]
            fn bytes(self) -> [u8; $length] {
                let mut out = [0; $length];
                for (to, number) in out.as_chunks_mut::<4>().0.iter_mut().zip(self) {
                    *to = number.to_le_bytes();
                }
                out
            }

            #[inline]
            fn of(bytes: &[u8; $length]) -> Self {
                let mut out = [0; $count];
                for (to, number) in out.iter_mut().zip(bytes.as_chunks::<4>().0) {
                    *to = u32::from_le_bytes(*number);
                }
                out
            }
        }
    )*};
}

of_numbers! { 8 2 12 3 16 4 }

/// An array in place.
#[derive(Clone, Debug)]
pub struct Flat<T, const N: usize> {
    bytes: OwnedBytes,
    of: PhantomData<fn() -> T>,
}

impl<T, const N: usize> Default for Flat<T, N> {
    fn default() -> Self {
        Self::open(OwnedBytes::empty())
    }
}

impl<T, const N: usize> Flat<T, N> {
    /// Of bytes; what is left over at the end does not belong to it.
    pub fn open(bytes: OwnedBytes) -> Self {
        Self { bytes, of: PhantomData }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_slice()
    }

    /// All things.
    #[inline]
    pub fn all(&self) -> Items<'_, T, N> {
        Items {
            chunks: self.bytes.as_slice().as_chunks::<N>().0,
            of: PhantomData,
        }
    }
}

impl<T: Fixed<N>, const N: usize> FromIterator<T> for Flat<T, N> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let bytes: Vec<u8> = items.into_iter().flat_map(T::bytes).collect();
        Self::open(OwnedBytes::new(bytes))
    }
}

/// Some of an array, one after another.
#[derive(Debug)]
pub struct Items<'a, T, const N: usize> {
    chunks: &'a [[u8; N]],
    of: PhantomData<fn() -> T>,
}

impl<T, const N: usize> Clone for Items<'_, T, N> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, const N: usize> Copy for Items<'_, T, N> {}

impl<'a, T: Fixed<N> + 'a, const N: usize> Items<'a, T, N> {
    fn part(self, chunks: &'a [[u8; N]]) -> Self {
        Self { chunks, ..self }
    }

    /// How many they are.
    #[inline]
    pub fn len(self) -> usize {
        self.chunks.len()
    }

    /// One of them.
    #[inline]
    pub fn get(self, at: usize) -> Option<T> {
        self.chunks.get(at).map(T::of)
    }

    /// The first.
    #[inline]
    pub fn first(self) -> Option<T> {
        self.chunks.first().map(T::of)
    }

    /// Those of a range; none where it is not within.
    #[inline]
    pub fn range(self, range: Range<usize>) -> Self {
        self.part(self.chunks.get(range).unwrap_or(&[]))
    }

    /// Those before and from `at` on.
    #[inline]
    pub fn split_at(self, at: usize) -> Option<(Self, Self)> {
        let (before, after) = self.chunks.split_at_checked(at)?;
        Some((self.part(before), self.part(after)))
    }

    /// In order.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = T> + Clone + use<'a, T, N> {
        self.chunks.iter().map(T::of)
    }

    /// How many stand before the first that is not `before`.
    pub fn partition_point(self, before: impl Fn(T) -> bool) -> usize {
        self.chunks.partition_point(|c| before(T::of(c)))
    }
}
