//! Why a file is not a bundle that can be used, in the words of those who have to do something about it.

use std::fmt;

use super::container::{MAX_LENGTH, VERSION};
use super::kind::SectionKind;
use super::signature::{KeyId, MAX_SIGNATURES};
use crate::value::Lang;

/// Why a file is not a bundle that can be used. Displayed in English; [`BundleError::message`] has both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BundleError {
    /// The file could not be read.
    Io(String),
    /// Other magic bytes.
    NotABundle,
    /// A format of a later version.
    Version {
        /// Version in the file.
        found: u16,
    },
    /// Longer than allowed.
    TooLong,
    /// The length in the header is not the file's.
    Length {
        /// Bytes in the file.
        found: u64,
        /// Bytes announced.
        expected: u64,
    },
    /// The checksum is not that of the content.
    Checksum,
    /// The identity is not that of the content, though the checksum is: no accident does that.
    Identity,
    /// The checksum fits, but what is in the file does not fit together.
    Damaged(Damage),
    /// Only signed bundles are taken, and this one bears no signature.
    Unsigned,
    /// Signed, but by nobody who is trusted.
    Untrusted {
        /// Whose signatures it bears.
        keys: Vec<KeyId>,
    },
    /// Bears the signature of a trusted key, but not for this content.
    WrongSignature {
        /// The key.
        key: KeyId,
    },
    /// Signed by no trusted key, and in a way that this version cannot check.
    UnknownAlgorithm {
        /// Number of the algorithm.
        found: u32,
    },
    /// It bears as many signatures as it may.
    TooManySignatures,
}

/// What does not fit together in a bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// A section is not there.
    Missing(SectionKind),
    /// A section as a whole.
    Section(SectionKind),
    /// A record of a section: it is cut off, or names what is not there.
    Record(SectionKind, usize),
    /// Something else, in words for a developer.
    Other(String),
}

impl From<Damage> for BundleError {
    fn from(damage: Damage) -> Self {
        Self::Damaged(damage)
    }
}

impl BundleError {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Damage::Other(what.into()).into()
    }

    /// What was seen, why it matters and what to do, without a full stop at the end.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::Ru => self.russian(),
            Lang::En => self.english(),
        }
    }

    fn english(&self) -> String {
        match self {
            Self::Io(why) => format!("the file cannot be read: {why}"),
            Self::NotABundle => {
                "this file is not a bundle of lotsman: name the file that `lotsman build` wrote".to_owned()
            }
            Self::Version { found } => format!(
                "the bundle has format version {found}, this build reads up to {VERSION}: update lotsman or build the bundle again"
            ),
            Self::TooLong => format!("the bundle is longer than {MAX_LENGTH} bytes"),
            Self::Length { found, expected } => format!(
                "the bundle is cut off or has grown: {found} bytes instead of {expected}. Copy the file again or build it anew"
            ),
            Self::Checksum => {
                "the bundle is damaged: its checksum does not fit its content. Copy the file again or build it anew"
                    .to_owned()
            }
            Self::Identity => {
                "the content of the bundle was exchanged: its identity belongs to another content, and no \
                               accident does that. Do not use the file; take it from where it was built"
                    .to_owned()
            }
            Self::Damaged(damage) => format!("the bundle is damaged: {}. Build it anew", damage.english()),
            Self::Unsigned => "the bundle is not signed, and only bundles signed by a trusted key are taken. Let its \
                               author sign it: lotsman sign FILE --key NAME.key"
                .to_owned(),
            Self::Untrusted { keys } => format!(
                "the bundle is signed by {}, and none of these keys is trusted. Find out who built it before you use it; \
                 where the key was changed, add the new public key to the trusted ones",
                listed(keys)
            ),
            Self::WrongSignature { key } => format!(
                "the signature of the key {key} does not fit this bundle: it was changed after it was signed, or the signature \
                 was taken from another bundle. Do not use the file; take it from where it was signed"
            ),
            Self::UnknownAlgorithm { found } => format!(
                "the bundle is signed in a way that this build of lotsman cannot check (algorithm {found}): update lotsman"
            ),
            Self::TooManySignatures => format!("the bundle bears {MAX_SIGNATURES} signatures, and that is the limit"),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::Io(why) => format!("файл не читается: {why}"),
            Self::NotABundle => {
                "это не сборка Лоцмана: назовите файл, который записала команда lotsman build".to_owned()
            }
            Self::Version { found } => format!(
                "сборка в формате версии {found}, а эта программа читает до {VERSION}: обновите Лоцман или соберите базу заново"
            ),
            Self::TooLong => format!("сборка длиннее {MAX_LENGTH} байт"),
            Self::Length { found, expected } => format!(
                "файл сборки обрезан или к нему что-то дописано: в нём {found} байт, а должно быть {expected}. Скопируйте \
                 файл ещё раз или соберите базу заново"
            ),
            Self::Checksum => {
                "файл сборки повреждён: контрольная сумма не сходится с содержимым. Скопируйте файл ещё раз или \
                               соберите базу заново"
                    .to_owned()
            }
            Self::Identity => {
                "содержимое сборки подменено: её отпечаток принадлежит другому содержимому, случайно так не \
                               бывает. Не пользуйтесь этим файлом, возьмите его там, где его собрали"
                    .to_owned()
            }
            Self::Damaged(damage) => format!("файл сборки повреждён: {}. Соберите базу заново", damage.russian()),
            Self::Unsigned => {
                "сборка не подписана, а принимаются только подписанные доверенным ключом. Пусть её подпишет тот, \
                               кто собрал: lotsman sign ФАЙЛ --key ИМЯ.key"
                    .to_owned()
            }
            Self::Untrusted { keys } => format!(
                "сборку подписал {}, и среди доверенных такого ключа нет. Выясните, кто её собрал, прежде чем пользоваться ею; \
                 если ключ сменили, добавьте новый открытый ключ к доверенным",
                listed(keys)
            ),
            Self::WrongSignature { key } => format!(
                "подпись ключа {key} не подходит к этой сборке: её меняли после подписи или подпись взята от другой сборки. Не \
                 пользуйтесь этим файлом, возьмите его там, где его подписали"
            ),
            Self::UnknownAlgorithm { found } => format!(
                "сборка подписана способом, которого эта версия Лоцмана не знает (номер {found}): обновите Лоцман"
            ),
            Self::TooManySignatures => format!("на сборке уже {MAX_SIGNATURES} подписей, больше нельзя"),
        }
    }
}

impl Damage {
    fn english(&self) -> String {
        match self {
            Self::Missing(kind) => format!("it has no section of {}", kind.title(Lang::En)),
            Self::Section(kind) => format!("its section of {} contradicts itself", kind.title(Lang::En)),
            Self::Record(kind, record) => format!(
                "record {record} of its {} is not whole or names what is not there",
                kind.title(Lang::En)
            ),
            Self::Other(what) => what.clone(),
        }
    }

    fn russian(&self) -> String {
        match self {
            Self::Missing(kind) => format!("в нём нет раздела «{}»", kind.title(Lang::Ru)),
            Self::Section(kind) => format!("раздел «{}» сам себе противоречит", kind.title(Lang::Ru)),
            Self::Record(kind, record) => format!(
                "запись {record} раздела «{}» обрезана или называет то, чего нет",
                kind.title(Lang::Ru)
            ),
            Self::Other(what) => format!("его части не подходят друг к другу (для разработчика: {what})"),
        }
    }
}

fn listed(keys: &[KeyId]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl std::error::Error for BundleError {}
