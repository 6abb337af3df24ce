//! Reads the automata of the package: the "dawgdic" layout of units and guides.

/// An array of units; a unit holds a label, an offset to its children and two flags.
pub struct Dawg {
    units: Vec<u32>,
    /// Label of the first child and of the next sibling of each unit; empty when the file has none.
    guide: Vec<[u8; 2]>,
}

const IS_LEAF: u32 = 1 << 31;
const HAS_LEAF: u32 = 1 << 8;
const FAR: u32 = 1 << 9;

impl Dawg {
    /// Reads a file: the number of units, the units, and, when there are more bytes, as many guides.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (units, rest) = counted(bytes, 4)?;
        let units = units.chunks_exact(4).map(u32_of).collect();
        let guide = if rest.is_empty() {
            Vec::new()
        } else {
            let (guide, _) = counted(rest, 2)?;
            guide.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
        };
        Ok(Self { units, guide })
    }

    fn offset(&self, index: u32) -> u32 {
        let unit = self.units[index as usize];
        (unit >> 10) << ((unit & FAR) >> 6)
    }

    fn follow(&self, index: u32, label: u8) -> Option<u32> {
        let next = index ^ self.offset(index) ^ u32::from(label);
        let unit = *self.units.get(next as usize)?;
        (unit & (IS_LEAF | 0xff) == u32::from(label)).then_some(next)
    }

    /// The number stored with `key`.
    pub fn value(&self, key: &[u8]) -> Option<u32> {
        let index = key.iter().try_fold(0, |index, label| self.follow(index, *label))?;
        if self.units[index as usize] & HAS_LEAF == 0 {
            return None;
        }
        let leaf = *self.units.get((index ^ self.offset(index)) as usize)?;
        Some(leaf & !IS_LEAF)
    }

    /// Calls `each` with every key, in the order of the automaton.
    pub fn keys(&self, mut each: impl FnMut(&[u8])) {
        // (unit, length of the key up to and with its label)
        let mut open: Vec<(u32, u8, usize)> = vec![(0, 0, 0)];
        let mut key: Vec<u8> = Vec::new();
        while let Some((index, label, length)) = open.pop() {
            key.truncate(length.saturating_sub(1));
            if length > 0 {
                key.push(label);
            }
            if self.units[index as usize] & HAS_LEAF != 0 {
                each(&key);
            }
            let mut label = self.guide[index as usize][0];
            while label != 0 {
                let Some(child) = self.follow(index, label) else { break };
                open.push((child, label, length + 1));
                label = self.guide[child as usize][1];
            }
        }
    }
}

/// The bytes of a counted array and what follows it.
fn counted(bytes: &[u8], width: usize) -> Result<(&[u8], &[u8]), String> {
    let cut_short = || "the automaton is cut short".to_owned();
    let (count, rest) = bytes.split_at_checked(4).ok_or_else(cut_short)?;
    rest.split_at_checked(u32_of(count) as usize * width)
        .ok_or_else(cut_short)
}

fn u32_of(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// Bytes of base64 text, padding left out.
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0_u32, 0);
    for c in text {
        let six = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => break,
        };
        bits = (bits << 6) | u32::from(six);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    out
}
