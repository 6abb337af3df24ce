//! What can be told of a file, whether it opens or not.

use super::container::{self, Header, SectionKind};
use super::{Bundle, BundleError};

/// What can be told of a file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Survey {
    /// Length of the file.
    pub length: u64,
    /// What stands in the header; none where it is none of this version.
    pub header: Option<Header>,
    /// Whether the checksum fits, where there is a header.
    pub checksum: Option<bool>,
    /// Whether the identity is that of the content, where the content is all there.
    pub identity: Option<bool>,
    /// The section table, as far as it is there.
    pub sections: Vec<Listed>,
    /// Why the file does not open.
    pub broken: Option<BundleError>,
    /// Where the checksum does not fit: what is found to be wrong behind it. None where all still fits together, so that
    /// only a word or a number is another.
    pub behind: Option<BundleError>,
}

/// A line of the section table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Number of the kind.
    pub number: u32,
    /// Where it begins.
    pub offset: u64,
    /// How long it is.
    pub length: u64,
    /// How many records it says to have, where it is a list.
    pub records: Option<u64>,
    /// Whether it lies in the file.
    pub there: bool,
}

impl Listed {
    /// What it holds; none where this version does not know it.
    pub fn kind(&self) -> Option<SectionKind> {
        SectionKind::of(self.number)
    }
}

impl Survey {
    /// Looks at a file.
    pub fn of(file: &[u8]) -> Self {
        let opened = Bundle::from_bytes(file).map(drop);
        let header = Header::read(file).ok();
        let content = header
            .and_then(|h| usize::try_from(h.content).ok())
            .filter(|c| *c <= file.len());
        let checksum = header.map(|_| container::checksum_fits(file));
        let behind = (opened == Err(BundleError::Checksum)).then(|| {
            let mut repaired = file.to_vec();
            container::seal_checksum(&mut repaired);
            Bundle::from_bytes(repaired).err()
        });
        Self {
            length: file.len() as u64,
            header,
            checksum,
            identity: header
                .zip(content)
                .map(|(h, content)| container::identity_fits(file, content, h.id)),
            sections: header.map_or_else(Vec::new, |h| sections(file, h.sections)),
            broken: opened.err(),
            behind: behind.flatten(),
        }
    }
}

fn sections(file: &[u8], count: u32) -> Vec<Listed> {
    let entries = container::entries(file, count).into_iter();
    entries
        .map(|(number, offset, length)| {
            let bytes = usize::try_from(offset)
                .ok()
                .zip(offset.checked_add(length).and_then(|end| usize::try_from(end).ok()))
                .and_then(|(start, end)| file.get(start..end));
            Listed {
                number,
                offset,
                length,
                records: bytes.and_then(|bytes| records(SectionKind::of(number)?, bytes)),
                there: bytes.is_some(),
            }
        })
        .collect()
}

/// How many things a section says to hold.
fn records(kind: SectionKind, bytes: &[u8]) -> Option<u64> {
    use SectionKind as K;
    match kind {
        K::FactKeys | K::ScenarioKeys | K::TopicKeys | K::TopicsBelow => Some(bytes.len() as u64 / 12),
        K::Program | K::Ranker | K::Vocabulary | K::Orders | K::Compiler | K::Cues => None,
        // Lists and the files of the index begin with their number.
        _ => Some(u64::from(u32::from_le_bytes(*bytes.first_chunk()?))),
    }
}
