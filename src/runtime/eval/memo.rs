//! Values kept by a dense number, all of them forgotten at once in one step.

/// What was worked out, by index.
#[derive(Clone, Debug)]
pub(super) struct Memo<T> {
    round: u32,
    slots: Vec<(u32, Option<T>)>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self {
            round: 1,
            slots: Vec::new(),
        }
    }
}

impl<T> Memo<T> {
    pub(super) fn get(&self, index: usize) -> Option<&T> {
        match self.slots.get(index) {
            Some((round, value)) if *round == self.round => value.as_ref(),
            _ => None,
        }
    }

    pub(super) fn set(&mut self, index: usize, value: T) {
        if self.slots.len() <= index {
            self.slots.resize_with(index + 1, || (0, None));
        }
        if let Some(slot) = self.slots.get_mut(index) {
            *slot = (self.round, Some(value));
        }
    }

    pub(super) fn forget(&mut self, index: usize) -> Option<T> {
        let round = self.round;
        let slot = self.slots.get_mut(index).filter(|s| s.0 == round)?;
        slot.1.take()
    }

    pub(super) fn clear(&mut self) {
        self.round = match self.round.checked_add(1) {
            Some(round) => round,
            None => {
                self.slots.clear();
                1
            }
        };
    }
}
