//! The section of a ranker, written.

use super::{Calibration, EMPTY, NUMBERS, Row, VERSION, place};

/// What a ranker is written from.
#[derive(Clone, Debug, Default)]
pub struct RankerParts {
    /// Number of topics of the program.
    pub topics: u32,
    /// Calibration.
    pub calibration: Calibration,
    /// A class each: bias, and topics (editions of one path) in order.
    pub classes: Vec<(f32, Vec<u32>)>,
    /// A feature each: key, inverse document frequency, weights by class in order.
    pub features: Vec<(u64, f32, Row)>,
    /// What the letters of a whole word say: key, the sum of the squares of its runs, and the sums of their
    /// weights by class in order, each times its inverse document frequency.
    pub words: Vec<(u64, f32, Row)>,
    /// Phrases of each class: topic, number, numbers of the features of their forms, ascending.
    pub phrases: Vec<Vec<(u32, u32, Vec<u32>)>>,
}

impl RankerParts {
    /// The bytes of the section.
    pub fn to_bytes(&self) -> Vec<u8> {
        let features = || self.features.iter().chain(&self.words);
        let slots = (features().count() * 2 + 1).next_power_of_two();
        let mut table = vec![(0_u32, EMPTY); slots];
        for (id, (key, ..)) in features().enumerate() {
            let (mut at, check) = place(*key, slots);
            while let Some(slot) = table.get_mut(at) {
                if slot.1 == EMPTY {
                    *slot = (check, number(id));
                    break;
                }
                at = (at + 1) & (slots - 1);
            }
        }
        let count = |n: usize| number(n);
        let postings: usize = features().map(|f| f.2.len()).sum();
        let phrases: usize = self.phrases.iter().map(Vec::len).sum();
        let terms: usize = self.phrases.iter().flatten().map(|p| p.2.len()).sum();
        let mut out = Vec::new();
        let header = [
            VERSION,
            count(self.classes.len()),
            count(self.classes.iter().map(|c| c.1.len()).sum()),
            count(slots),
            count(features().count()),
            count(postings),
            count(phrases),
            count(terms),
            self.topics,
            0,
            0,
            0,
        ];
        put(&mut out, header.map(u32::to_le_bytes));
        let c = &self.calibration;
        let mut numbers = vec![c.margin, c.likeness];
        numbers.extend(c.scope);
        numbers.push(self.features.iter().map(|f| f.1).fold(1.0, f32::max));
        numbers.resize(NUMBERS, 0.0);
        put(&mut out, numbers.into_iter().map(f32::to_le_bytes));
        put(&mut out, self.classes.iter().map(|c| c.0.to_le_bytes()));
        let firsts = |lengths: &mut dyn Iterator<Item = usize>| -> Vec<u32> {
            let mut firsts = vec![0];
            let mut sum = 0;
            for n in lengths {
                sum += n;
                firsts.push(number(sum));
            }
            firsts
        };
        let of_classes = firsts(&mut self.classes.iter().map(|c| c.1.len()));
        put(&mut out, of_classes.into_iter().map(u32::to_le_bytes));
        put(
            &mut out,
            self.classes.iter().flat_map(|c| &c.1).map(|t| t.to_le_bytes()),
        );
        for (check, feature) in table {
            put(&mut out, [check.to_le_bytes(), feature.to_le_bytes()]);
        }
        let mut first = 0_usize;
        let (mut classes, mut weights): (Vec<u16>, Vec<i8>) = (Vec::new(), Vec::new());
        for (_, idf, row) in features() {
            let largest = row.iter().map(|(_, w)| w.abs()).fold(0_f32, f32::max);
            let scale = if largest > 0.0 { largest / 127.0 } else { 1.0 };
            put(
                &mut out,
                [idf.to_le_bytes(), scale.to_le_bytes(), number(first).to_le_bytes()],
            );
            put(&mut out, [[0; 4]]);
            first += row.len();
            for (class, weight) in row {
                classes.push(*class);
                // Within -127..=127 by the choice of the scale.
                weights.push((weight / scale).round() as i8);
            }
        }
        put(&mut out, [[0; 4], [0; 4], number(first).to_le_bytes(), [0; 4]]);
        put(&mut out, classes.into_iter().map(u16::to_le_bytes));
        align(&mut out);
        put(&mut out, weights.into_iter().map(i8::to_le_bytes));
        align(&mut out);
        let of_phrases = firsts(&mut self.phrases.iter().map(Vec::len));
        put(&mut out, of_phrases.into_iter().map(u32::to_le_bytes));
        let mut first = 0_usize;
        for (topic, n, terms) in self.phrases.iter().flatten() {
            let idf = |t: &u32| self.features.get(*t as usize).map_or(0.0, |f| f.1);
            let norm = terms.iter().map(|t| idf(t) * idf(t)).sum::<f32>().sqrt();
            put(&mut out, [number(first), *topic, *n].map(u32::to_le_bytes));
            put(&mut out, [norm.to_le_bytes()]);
            first += terms.len();
        }
        put(&mut out, [number(first), 0, 0, 0].map(u32::to_le_bytes));
        put(
            &mut out,
            self.phrases
                .iter()
                .flatten()
                .flat_map(|p| &p.2)
                .map(|t| t.to_le_bytes()),
        );
        out
    }
}

fn put<const N: usize>(out: &mut Vec<u8>, values: impl IntoIterator<Item = [u8; N]>) {
    for value in values {
        out.extend_from_slice(&value);
    }
}

fn align(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(4), 0);
}

/// Counts of a bundle fit 32 bits: the container is at most 4 GB and [`Ranker::open`] checks them.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
