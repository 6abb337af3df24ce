use super::*;
use crate::bundle::container::{self, CHECKSUM, Container};
use crate::bundle::program::tests::everything;
use crate::bundle::{Bundle, BundleError, Parts};
use crate::value::Lang;

fn key(n: u8) -> SecretKey {
    SecretKey::from_bytes(&[n; 32])
}

fn unsigned() -> Vec<u8> {
    Parts {
        program: everything(),
        ..Parts::default()
    }
    .to_bytes()
    .unwrap()
}

/// Another bundle of the same length.
fn another() -> Vec<u8> {
    let mut program = everything();
    program.name = "всё".into();
    Parts {
        program,
        ..Parts::default()
    }
    .to_bytes()
    .unwrap()
}

fn signed(by: &[u8]) -> Vec<u8> {
    by.iter().fold(unsigned(), |file, n| sign(&file, &key(*n)).unwrap())
}

fn trusted(file: Vec<u8>, keys: &[u8]) -> Result<Bundle, BundleError> {
    let keys: Vec<PublicKey> = keys.iter().map(|n| key(*n).public()).collect();
    Bundle::from_bytes_trusted(file, &keys)
}

fn refused(file: Vec<u8>, keys: &[u8]) -> BundleError {
    trusted(file, keys).expect_err("is refused")
}

/// With the checksum of what is there now, so that only the signature can tell.
fn repaired(mut file: Vec<u8>) -> Vec<u8> {
    container::seal_checksum(&mut file);
    file
}

fn ids(keys: &[u8]) -> Vec<KeyId> {
    keys.iter().map(|n| key(*n).public().id()).collect()
}

fn content() -> usize {
    unsigned().len()
}

#[test]
fn who_signed_decides() {
    assert!(trusted(signed(&[1]), &[1]).is_ok());
    assert!(trusted(signed(&[1]), &[2, 1]).is_ok());
    assert_eq!(refused(unsigned(), &[1]), BundleError::Unsigned);
    assert_eq!(refused(signed(&[1]), &[]), BundleError::Untrusted { keys: ids(&[1]) });
    assert_eq!(refused(signed(&[1]), &[2]), BundleError::Untrusted { keys: ids(&[1]) });
    let mut both = signed(&[1, 3]);
    assert!(trusted(both.clone(), &[3]).is_ok());
    both.truncate(both.len() - 1);
    assert!(matches!(refused(both, &[3]), BundleError::Length { .. }));
}

#[test]
fn signing_leaves_content_and_identity_as_they_were() {
    let (before, after) = (unsigned(), signed(&[1]));
    assert_eq!(before[HEADER_LENGTH..], after[HEADER_LENGTH..content()]);
    let (before, after) = (Bundle::from_bytes(before).unwrap(), Bundle::from_bytes(after).unwrap());
    assert_eq!(before.id(), after.id());
    assert_eq!(after.verify(), Ok(()));
    assert_eq!(before.program(), after.program());
    assert_eq!((before.signatures().len(), after.signatures().len()), (0, 1));
    assert_eq!(after.signatures()[0].key_id(), key(1).public().id());
}

const HEADER_LENGTH: usize = container::HEADER;

#[test]
fn the_same_signatures_give_the_same_bytes() {
    assert_eq!(signed(&[1, 2, 3]), signed(&[3, 1, 2]));
    assert_eq!(signed(&[1, 1]), signed(&[1]));
}

#[test]
fn there_is_room_for_eight() {
    let eight = signed(&[1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(
        Bundle::from_bytes(eight.clone()).unwrap().signatures().len(),
        MAX_SIGNATURES
    );
    assert!(trusted(eight.clone(), &[8]).is_ok());
    assert_eq!(sign(&eight, &key(9)).err(), Some(BundleError::TooManySignatures));
    assert_eq!(sign(&eight, &key(5)).as_ref(), Ok(&eight));
}

#[test]
fn changed_content_is_refused_whatever_was_repaired() {
    let change = |file: &mut Vec<u8>| {
        // In the strings, where opening without keys takes any letter.
        let at = file
            .windows(8)
            .position(|w| w == "паспорт".as_bytes()[..8].to_vec())
            .unwrap();
        file[at + 1] ^= 1;
    };
    let mut file = signed(&[1]);
    change(&mut file);
    assert_eq!(refused(file.clone(), &[1]), BundleError::Checksum);
    let file = repaired(file);
    assert!(
        Bundle::from_bytes(file.clone()).is_ok(),
        "whoever asks for no signature reads it"
    );
    assert_eq!(refused(file, &[1]), BundleError::Identity);

    let mut file = unsigned();
    change(&mut file);
    container::seal(&mut file);
    file.extend_from_slice(&signed(&[1])[content()..]);
    file[10] = 1;
    assert_eq!(
        refused(repaired(file), &[1]),
        BundleError::WrongSignature {
            key: key(1).public().id()
        }
    );
}

#[test]
fn a_signature_of_another_bundle_does_not_fit() {
    let mut other = another();
    assert_eq!(other.len(), content());
    other.extend_from_slice(&signed(&[1])[content()..]);
    other[10] = 1;
    let wrong = BundleError::WrongSignature {
        key: key(1).public().id(),
    };
    assert_eq!(refused(repaired(other.clone()), &[1]), wrong);
    // One that fits beside it does not help: somebody tampered with this file.
    let both = repaired(other);
    let signatures = sign(&both, &key(2)).unwrap();
    assert!(trusted(signatures.clone(), &[2]).is_ok());
    assert_eq!(refused(signatures, &[1, 2]), wrong);
}

#[test]
fn every_byte_of_header_and_signature_counts() {
    let file = signed(&[1]);
    for at in (0..HEADER_LENGTH).chain(content()..file.len()) {
        for bit in 0..8 {
            let mut changed = file.clone();
            changed[at] ^= 1 << bit;
            assert!(Bundle::from_bytes(changed.clone()).is_err(), "{at}, bit {bit}");
            if !(CHECKSUM..HEADER_LENGTH).contains(&at) {
                assert!(trusted(repaired(changed), &[1]).is_err(), "{at}, bit {bit}, repaired");
            }
        }
    }
}

#[test]
fn cut_and_grown_signatures_are_noticed() {
    let file = signed(&[1, 2]);
    for length in 0..file.len() {
        let cut = file[..length].to_vec();
        assert!(Bundle::from_bytes(cut.clone()).is_err(), "cut to {length}");
        assert!(trusted(repaired(cut), &[1]).is_err(), "cut to {length}, repaired");
    }
    let mut grown = file;
    grown.extend_from_slice(&[0; 8]);
    assert!(matches!(refused(repaired(grown), &[1]), BundleError::Length { .. }));
}

#[test]
fn a_signature_twice_is_no_list_of_signatures() {
    let one = signed(&[1]);
    let entry = one[content() + HEADER..].to_vec();
    let mut twice = one;
    twice.extend_from_slice(&entry);
    twice[content()] = 2;
    let twice = repaired(twice);
    assert_eq!(
        Bundle::from_bytes(twice.clone()).err(),
        Some(BundleError::damaged("its signatures repeat or are out of order"))
    );
    assert!(trusted(twice, &[1]).is_err());
}

#[test]
fn other_algorithms_are_left_alone() {
    let mut file = signed(&[1]);
    file[content() + HEADER] = 2;
    let file = repaired(file);
    assert_eq!(Bundle::from_bytes(file.clone()).map(|b| b.signatures().len()), Ok(1));
    assert_eq!(refused(file.clone(), &[1]), BundleError::UnknownAlgorithm { found: 2 });
    let file = sign(&file, &key(2)).unwrap();
    assert!(trusted(file.clone(), &[2]).is_ok());
    let container = Container::open(&file).unwrap();
    assert_eq!(
        standings(&file, &container),
        Ok(vec![Standing::Fits, Standing::Unknown])
    );
}

#[test]
fn damaged_bundles_are_not_signed() {
    let mut file = unsigned();
    let last = file.len() - 8;
    file[last] ^= 1;
    assert_eq!(sign(&file, &key(1)), Err(BundleError::Checksum));
    assert!(sign(&repaired(file), &key(1)).is_err());
    let mut forged = unsigned();
    forged[30] ^= 1;
    assert_eq!(sign(&repaired(forged), &key(1)), Err(BundleError::Identity));
    assert_eq!(sign(b"", &key(1)), Err(BundleError::NotABundle));
}

#[test]
fn keys_are_read_as_they_were_written() {
    let secret = key(7);
    let public = secret.public();
    assert_eq!(PublicKey::from_pem(&public.to_pem()), Ok(public));
    assert_eq!(PublicKey::from_bytes(&public.to_bytes()), Ok(public));
    assert_eq!(SecretKey::from_pem(&secret.to_pem()).map(|k| k.public()), Ok(public));
    assert_eq!(SecretKey::from_pem(&public.to_pem()).err(), Some(KeyError::NotSecret));
    assert_eq!(PublicKey::from_pem(&secret.to_pem()).err(), Some(KeyError::NotPublic));
    assert_eq!(PublicKey::from_pem("").err(), Some(KeyError::NotPublic));
    // The neutral element: whoever trusted it would trust everybody.
    let mut weak = [0; 32];
    weak[0] = 1;
    assert_eq!(PublicKey::from_bytes(&weak), Err(KeyError::Weak));
    assert!(!format!("{secret:?}").contains(&format!("{:?}", [7; 32])));
}

/// The numbers of RFC 8032, 7.1, so that keys and signatures are those of everybody.
#[test]
fn keys_are_those_of_the_standard() {
    let hex = |text: &str| -> [u8; 32] {
        std::array::from_fn(|n| u8::from_str_radix(text.get(2 * n..2 * n + 2).unwrap(), 16).unwrap())
    };
    let secret = SecretKey::from_bytes(&hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    let public = hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
    assert_eq!(secret.public().to_bytes(), public);
}

#[test]
fn messages_say_what_to_do() {
    let id = key(1).public().id();
    let errors = [
        BundleError::Unsigned,
        BundleError::Untrusted { keys: vec![id] },
        BundleError::WrongSignature { key: id },
        BundleError::UnknownAlgorithm { found: 2 },
        BundleError::Identity,
        BundleError::TooManySignatures,
    ];
    let lines = errors.iter().flat_map(|e| [e.message(Lang::Ru), e.message(Lang::En)]);
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"));
}
