//! Values kept by a number, all of them forgotten at once in one step.

/// Numbers whose places are made together.
const PAGE: usize = 32;

/// What was worked out, by index. A turn that works out one fact of a large base makes room for its
/// neighbours only.
#[derive(Clone, Debug)]
pub(super) struct Memo<T> {
    round: u32,
    pages: Vec<Option<Box<Page<T>>>>,
}

/// In which round a value was worked out, and the value.
type Page<T> = [(u32, Option<T>); PAGE];

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            round: 1,
            pages: Vec::new(),
        }
    }
}

impl<T> Memo<T> {
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        match self.pages.get(index / PAGE)?.as_ref()?.get(index % PAGE) {
            Some((round, value)) if *round == self.round => value.as_ref(),
            _ => None,
        }
    }

    pub(super) fn set(&mut self, index: usize, value: T) {
        let page = index / PAGE;
        if self.pages.len() <= page {
            self.pages.resize_with(page + 1, || None);
        }
        if let Some(page) = self.pages.get_mut(page) {
            let page = page.get_or_insert_with(|| Box::new(std::array::from_fn(|_| (0, None))));
            if let Some(slot) = page.get_mut(index % PAGE) {
                *slot = (self.round, Some(value));
            }
        }
    }

    pub(super) fn forget(&mut self, index: usize) -> Option<T> {
        let round = self.round;
        let page = self.pages.get_mut(index / PAGE)?.as_mut()?;
        let slot = page.get_mut(index % PAGE).filter(|s| s.0 == round)?;
        slot.1.take()
    }

    pub(super) fn clear(&mut self) {
        self.round = match self.round.checked_add(1) {
            Some(round) => round,
            None => {
                self.pages.clear();
                1
            }
        };
    }
}
