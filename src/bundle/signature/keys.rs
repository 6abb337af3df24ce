//! Keys, signing and checking. Keys lie in files as PKCS#8 and SubjectPublicKeyInfo in PEM (RFC 8410), which openssl
//! and every key store read.

use std::fmt;

use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};

use super::{ED25519, KeyId, MAX_SIGNATURES, StoredSignature};
use crate::bundle::container::{self, Container};
use crate::bundle::{Bundle, BundleError};
use crate::value::Lang;

/// What keeps a signature of a bundle from being taken for one of anything else.
const DOMAIN: &[u8; 24] = b"lotsman bundle signature";

/// Why text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// It is not a public key in PEM.
    NotPublic,
    /// It is not a secret key in PEM.
    NotSecret,
    /// The public key is one of the few for which anybody can make signatures.
    Weak,
}

impl KeyError {
    /// What was seen and what to do, without a full stop at the end.
    pub fn message(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::NotPublic, Lang::Ru) => {
                "это не открытый ключ Ed25519: нужен файл .pub, который записала команда lotsman keygen"
            }
            (Self::NotPublic, Lang::En) => {
                "this is not a public key of Ed25519: name the .pub file that `lotsman keygen` wrote"
            }
            (Self::NotSecret, Lang::Ru) => {
                "это не секретный ключ Ed25519: нужен файл .key, который записала команда lotsman keygen"
            }
            (Self::NotSecret, Lang::En) => {
                "this is not a secret key of Ed25519: name the .key file that `lotsman keygen` wrote"
            }
            (Self::Weak, Lang::Ru) => "под этим ключом может подписать кто угодно: сделайте новый, lotsman keygen",
            (Self::Weak, Lang::En) => "anybody can sign with this key: make a new one, lotsman keygen",
        }
    }
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message(Lang::En))
    }
}

impl std::error::Error for KeyError {}

/// A key by which signatures are checked. It is no secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// From its 32 bytes.
    ///
    /// # Errors
    /// When they are no point of the curve, or one for which anybody can make signatures.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        Self::sound(VerifyingKey::from_bytes(bytes).map_err(|_| KeyError::NotPublic)?)
    }

    /// From the text of a `.pub` file.
    ///
    /// # Errors
    /// As [`Self::from_bytes`], and when the text is something else.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        Self::sound(VerifyingKey::from_public_key_pem(text.trim()).map_err(|_| KeyError::NotPublic)?)
    }

    fn sound(key: VerifyingKey) -> Result<Self, KeyError> {
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        Ok(Self(key))
    }

    /// The text of a `.pub` file.
    pub fn to_pem(&self) -> String {
        // Forty-four bytes always fit; an empty text is read back as no key.
        self.0.to_public_key_pem(LineEnding::LF).unwrap_or_default()
    }

    /// Its 32 bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// What it is called.
    pub fn id(&self) -> KeyId {
        KeyId::of(self.0.as_bytes())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.id())
    }
}

/// A key that signs. It is wiped from memory when it is dropped, and never shown.
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// From 32 bytes of the system's randomness.
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(SigningKey::from_bytes(bytes))
    }

    /// From the text of a `.key` file.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn from_pem(text: &str) -> Result<Self, KeyError> {
        let key = SigningKey::from_pkcs8_pem(text.trim());
        key.map(Self).map_err(|_| KeyError::NotSecret)
    }

    /// The text of a `.key` file. Without the public key, which openssl 1 and 3.0 refuse beside the secret one.
    pub fn to_pem(&self) -> String {
        let pair = KeypairBytes {
            secret_key: self.0.to_bytes(),
            public_key: None,
        };
        // Forty-eight bytes always fit; an empty text is read back as no key.
        pair.to_pkcs8_pem(LineEnding::LF)
            .map_or_else(|_| String::new(), |text| text.to_string())
    }

    /// The key by which its signatures are checked.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public().id())
    }
}

/// What is signed.
fn message(file: &[u8]) -> Result<Vec<u8>, BundleError> {
    let header = container::signed_part(file).ok_or(BundleError::NotABundle)?;
    Ok([DOMAIN.as_slice(), header.as_slice()].concat())
}

/// The bytes of a bundle with one more signature; other signatures stay. Its content and identity are what they
/// were. The bundle is checked as a whole before, so that nobody answers for a damaged one.
///
/// # Errors
/// As `Bundle::from_bytes`; [`BundleError::Identity`]; [`BundleError::TooManySignatures`].
pub fn sign(file: &[u8], key: &SecretKey) -> Result<Vec<u8>, BundleError> {
    Bundle::from_bytes(file)?.verify()?;
    let container = Container::open(file)?;
    let public = key.public().to_bytes();
    let signature = StoredSignature {
        algorithm: ED25519,
        key: public,
        bytes: key.0.sign(&message(file)?).to_bytes(),
    };
    let others = container.signatures().iter();
    let mut signatures: Vec<StoredSignature> = others
        .filter(|s| (s.algorithm, s.key) != (ED25519, public))
        .cloned()
        .collect();
    signatures.push(signature);
    if signatures.len() > MAX_SIGNATURES {
        return Err(BundleError::TooManySignatures);
    }
    signatures.sort_by_key(|s| (s.algorithm, s.key));
    let content = file.get(..container.content()).unwrap_or(file);
    Ok(container::with_signatures(content, &signatures))
}

/// What is known of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Standing {
    /// It fits the file.
    Fits,
    /// It does not.
    Wrong,
    /// This version cannot tell.
    Unknown,
}

/// What is known of each signature of a file, whoever is trusted. They stand for the identity: see
/// [`Container::verify`].
///
/// # Errors
/// When the file is shorter than a header.
pub fn standings(file: &[u8], container: &Container) -> Result<Vec<Standing>, BundleError> {
    let message = message(file)?;
    Ok(container.signatures().iter().map(|s| standing(s, &message)).collect())
}

fn standing(signature: &StoredSignature, message: &[u8]) -> Standing {
    if signature.algorithm != ED25519 {
        return Standing::Unknown;
    }
    let fits = PublicKey::from_bytes(&signature.key).is_ok_and(|key| {
        key.0
            .verify_strict(message, &Signature::from_bytes(&signature.bytes))
            .is_ok()
    });
    if fits { Standing::Fits } else { Standing::Wrong }
}

/// Whether a file is what one of these keys signed: its identity is that of its content, a signature of one of them
/// fits, and none of them is there with a signature that does not. Signatures of other keys count for nothing. An
/// empty list trusts nobody.
///
/// # Errors
/// [`BundleError::Unsigned`], [`BundleError::Untrusted`], [`BundleError::WrongSignature`],
/// [`BundleError::UnknownAlgorithm`] or [`BundleError::Identity`].
pub fn check(file: &[u8], container: &Container, trusted: &[PublicKey]) -> Result<(), BundleError> {
    let signatures = container.signatures();
    if signatures.is_empty() {
        return Err(BundleError::Unsigned);
    }
    let message = message(file)?;
    let is_trusted = |s: &StoredSignature| s.algorithm == ED25519 && trusted.iter().any(|key| key.to_bytes() == s.key);
    let mut signed = false;
    for signature in signatures.iter().filter(|s| is_trusted(s)) {
        if standing(signature, &message) != Standing::Fits {
            return Err(BundleError::WrongSignature {
                key: signature.key_id(),
            });
        }
        signed = true;
    }
    if signed {
        return container.verify(file);
    }
    if let Some(unknown) = signatures.iter().find(|s| s.algorithm != ED25519) {
        return Err(BundleError::UnknownAlgorithm {
            found: unknown.algorithm,
        });
    }
    Err(BundleError::Untrusted {
        keys: signatures.iter().map(StoredSignature::key_id).collect(),
    })
}
