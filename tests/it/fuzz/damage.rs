//! Random damage of bundles, the same for the same seed.

use arbitrary::Unstructured;
use lotsman::bundle::container::{HEADER, seal_checksum};
use lotsman::bundle::{Listed, Survey};

use super::bases::Base;
use super::drive::{self, Opened};
use super::random::Random;

/// Numbers that break arithmetic.
const EXTREME: &[u64] = &[
    0,
    1,
    2,
    7,
    0x7f,
    0xff,
    0x7fff,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
    0x1_0000_0000,
    0x7fff_ffff_ffff_ffff,
    0xffff_ffff_ffff_fff8,
    0xffff_ffff_ffff_ffff,
];

/// What became of a damaged bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Became {
    /// Refused, as it was left.
    Refused,
    /// Refused, with its checksum repaired.
    RefusedRepaired,
    /// Its checksum was repaired, it opened, and was followed to no harm.
    Followed,
    /// Its checksum was repaired, it opened, and the engine refused it.
    NoEngine,
    /// Opened although it was damaged and its checksum was not repaired.
    Accepted,
}

/// Whether the checksum is repaired: for two seeds of four, so that threads which take turns do as much.
fn repairs(seed: u64) -> bool {
    seed / 2 % 2 == 1
}

/// A bundle with its sections.
pub struct Victim<'b> {
    base: &'b Base,
    sections: Vec<Listed>,
}

impl<'b> Victim<'b> {
    /// Of a whole bundle.
    pub fn new(base: &'b Base) -> Self {
        Self {
            base,
            sections: Survey::of(&base.bytes).sections,
        }
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.base.name
    }

    /// The bytes that a seed makes of it, and whether the checksum was repaired.
    pub fn damaged(&self, seed: u64) -> (Vec<u8>, bool) {
        let mut random = Random::new(seed);
        let repair = repairs(seed);
        loop {
            let mut file = self.base.bytes.clone();
            let more = if random.rarely(4) { random.below(4) } else { 0 };
            for _ in 0..=more {
                self.damage(&mut file, repair, &mut random);
            }
            if file == self.base.bytes {
                // Zeros over zeros: no damage.
                continue;
            }
            if repair {
                if random.rarely(2) && file.len() > HEADER {
                    let length = (file.len() as u64).to_le_bytes();
                    file[16..24].copy_from_slice(&length);
                }
                seal_checksum(&mut file);
            }
            return (file, repair);
        }
    }

    /// Damages it by a seed, opens it, and follows it where it opens.
    pub fn run(&self, seed: u64) -> Became {
        let (file, repaired) = self.damaged(seed);
        let choices = Random::new(!seed).bytes(192);
        let opened = drive::file(&file, &mut Unstructured::new(&choices));
        match (repaired, opened) {
            (false, Opened::No) => Became::Refused,
            (false, _) => Became::Accepted,
            (true, Opened::No) => Became::RefusedRepaired,
            (true, Opened::NoEngine) => Became::NoEngine,
            (true, Opened::Yes) => Became::Followed,
        }
    }

    /// A place to damage: where the checksum is repaired mostly within a section, each as likely as another however
    /// small it is, and often where its counts stand.
    fn place(&self, length: usize, repair: bool, random: &mut Random) -> std::ops::Range<usize> {
        let whole = 0..length;
        if !repair || random.rarely(8) {
            return whole;
        }
        let Some(section) = self.sections.get(random.below(self.sections.len())) else {
            return whole;
        };
        let start = section.offset as usize;
        let end = start + section.length as usize;
        let end = if random.rarely(3) { end.min(start + 64) } else { end };
        if start >= end || end > length {
            whole
        } else {
            start..end
        }
    }

    fn damage(&self, file: &mut Vec<u8>, repair: bool, random: &mut Random) {
        let place = self.place(file.len(), repair, random);
        let size = place.len();
        if size == 0 {
            file.push(0);
            return;
        }
        let at = place.start + random.below(size);
        match random.below(if repair { 12 } else { 14 }) {
            0 | 1 => {
                for _ in 0..1 + random.below(3) {
                    file[place.start + random.below(size)] ^= 1 << random.below(8);
                }
            }
            2 | 3 => {
                for _ in 0..1 + random.below(4) {
                    file[place.start + random.below(size)] = random.next() as u8;
                }
            }
            4 => {
                let range = random.range(size, 64);
                file[place.start + range.start..place.start + range.end].fill(0);
            }
            5 => {
                let range = random.range(size, 64);
                let bytes = file[place.start + range.start..place.start + range.end].to_vec();
                let to = place.start + random.below(size - bytes.len() + 1);
                file[to..to + bytes.len()].copy_from_slice(&bytes);
            }
            6 => {
                let (one, other) = (random.range(size, 32), random.range(size, 32));
                for (a, b) in one.zip(other) {
                    file.swap(place.start + a, place.start + b);
                }
            }
            7 | 8 => self.number(file, at, 4, random),
            9 => self.number(file, at, 8, random),
            10 => {
                // A number that is nearly right is harder to notice.
                let near = at / 4 * 4;
                if let Some(bytes) = file.get_mut(near..near + 4) {
                    let number = u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
                    let other = number.wrapping_add(random.below(9) as u32).wrapping_sub(4);
                    bytes.copy_from_slice(&other.to_le_bytes());
                }
            }
            11 => self.sections(file, random),
            12 => file.truncate(random.below(file.len())),
            _ => {
                let more = 1 + random.below(64);
                let bytes = random.bytes(more);
                if random.rarely(2) {
                    file.extend_from_slice(&bytes);
                } else {
                    let at = random.below(file.len());
                    file.splice(at..at, bytes);
                }
            }
        }
    }

    /// An extreme number where one may stand.
    fn number(&self, file: &mut [u8], at: usize, size: usize, random: &mut Random) {
        let at = at / 4 * 4;
        let number = random.one(EXTREME).unwrap_or(0).to_le_bytes();
        if let Some(place) = file.get_mut(at..at + size) {
            place.copy_from_slice(&number[..size]);
        }
    }

    /// Sections in each other's place: their kinds are exchanged, or the bytes of one stand over another's.
    fn sections(&self, file: &mut [u8], random: &mut Random) {
        let count = self.sections.len();
        let (one, other) = (random.below(count), random.below(count));
        let (Some(a), Some(b)) = (self.sections.get(one), self.sections.get(other)) else {
            return;
        };
        let table = HEADER + 24 * count;
        if random.rarely(2) && file.len() >= table {
            for byte in 0..4 {
                file.swap(HEADER + 24 * one + byte, HEADER + 24 * other + byte);
            }
            return;
        }
        let (from, to) = (a.offset as usize, b.offset as usize);
        let length = a.length.min(b.length) as usize;
        if from + length <= file.len() && to + length <= file.len() {
            file.copy_within(from..from + length, to);
        }
    }
}
