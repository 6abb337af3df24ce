//! Keys and signatures from outside.

use std::path::{Path, PathBuf};
use std::process::Command as Process;

use assert_cmd::Command;

use super::{Base, lotsman, outcome};

/// A base with a bundle and two pairs of keys.
struct Signing(Base);

impl Signing {
    fn new() -> Self {
        let base = Base::new();
        let this = Self(base);
        assert_eq!(outcome(this.0.lotsman().args(["build", "-o"]).arg(this.bundle())).0, 0);
        for name in ["anna", "boris"] {
            assert_eq!(outcome(lotsman().args(["keygen", "-o"]).arg(this.0.path(name))).0, 0);
        }
        this
    }

    fn bundle(&self) -> PathBuf {
        self.0.path("small.lotsman")
    }

    fn key(&self, name: &str) -> PathBuf {
        self.0.path(name)
    }

    fn sign(&self, name: &str) {
        let (code, out, err) = outcome(
            lotsman()
                .arg("sign")
                .arg(self.bundle())
                .arg("--key")
                .arg(self.key(name)),
        );
        assert_eq!((code, err.as_str()), (0, ""), "{out}");
    }

    fn verify(&self, names: &[&str]) -> (i32, String, String) {
        let mut command = lotsman();
        command.arg("verify").arg(self.bundle());
        for name in names {
            command.arg("--key").arg(self.key(name));
        }
        outcome(&mut command)
    }

    fn verify_json(&self, name: &str) -> (i32, serde_json::Value) {
        let (code, out, _) = outcome(
            lotsman()
                .args(["verify", "--format", "json"])
                .arg(self.bundle())
                .arg("--key")
                .arg(self.key(name)),
        );
        (code, serde_json::from_str(&out).unwrap())
    }
}

fn says(command: &mut Command, code: i32, what: &str) {
    let found = outcome(command);
    assert!(
        found.0 == code && (found.1.contains(what) || found.2.contains(what)),
        "{found:?}"
    );
}

#[test]
fn a_signed_bundle_is_told_from_others() {
    let s = Signing::new();
    let (code, out, _) = s.verify(&["anna.pub"]);
    assert!(code == 1 && out.contains("не подписана"), "{out}");
    s.sign("anna.key");
    let (code, out, _) = s.verify(&["anna.pub"]);
    assert!(code == 0 && out.contains("подписана доверенным ключом"), "{out}");
    assert_eq!(s.verify(&["boris.pub", "anna.pub"]).0, 0);
    let (code, out, _) = s.verify(&["boris.pub"]);
    assert!(code == 1 && out.contains("доверенных"), "{out}");
    // The key is changed without a gap: both sign.
    s.sign("boris.key");
    assert_eq!((s.verify(&["anna.pub"]).0, s.verify(&["boris.pub"]).0), (0, 0));
}

#[test]
fn programs_read_why() {
    let s = Signing::new();
    let (code, report) = s.verify_json("anna.pub");
    assert_eq!(
        (code, &report["trusted"], &report["reason"]),
        (1, &false.into(), &"unsigned".into())
    );
    s.sign("anna.key");
    let (code, report) = s.verify_json("anna.pub");
    assert_eq!(
        (code, &report["trusted"], report["reason"].is_null()),
        (0, &true.into(), true)
    );
    assert_eq!(report["signatures"][0]["fits"], true);
    assert_eq!(report["signatures"][0]["algorithm"], "ed25519");
    let (code, report) = s.verify_json("boris.pub");
    assert_eq!((code, &report["reason"]), (1, &"untrusted".into()));
    assert_eq!(report["signatures"][0]["trusted"], false);
}

#[test]
fn damage_and_wrong_files_are_code_two() {
    let s = Signing::new();
    s.sign("anna.key");
    let mut bytes = std::fs::read(s.bundle()).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(s.bundle(), &bytes).unwrap();
    let (code, out, err) = s.verify(&["anna.pub"]);
    assert!(code == 2 && out.is_empty() && err.contains("повреждён"), "{err}");
    bytes.truncate(last - 7);
    std::fs::write(s.bundle(), &bytes).unwrap();
    let (code, _, err) = s.verify(&["anna.pub"]);
    assert!(code == 2 && err.contains("обрезан"), "{err}");
    std::fs::remove_file(s.bundle()).unwrap();
    let (code, _, err) = s.verify(&["anna.pub"]);
    assert!(code == 2 && err.contains("нет такой папки или такого файла"), "{err}");
    let manifest = s.0.path("lotsman.yaml");
    let sign = |file: &Path, key: &Path| {
        let mut command = lotsman();
        command.arg("sign").arg(file).arg("--key").arg(key);
        command
    };
    says(&mut sign(&manifest, &s.key("anna.key")), 2, "другого рода");
    says(&mut sign(&s.bundle(), &s.key("anna.pub")), 2, "не секретный ключ");
    says(
        lotsman()
            .arg("verify")
            .arg(&manifest)
            .arg("--key")
            .arg(s.key("anna.key")),
        2,
        "не открытый ключ",
    );
}

#[test]
fn keys_are_kept_to_their_owner_and_never_lost() {
    let s = Signing::new();
    let before = std::fs::read(s.key("anna.key")).unwrap();
    let again = || {
        let mut command = lotsman();
        command.args(["keygen", "-o"]).arg(s.key("anna"));
        command
    };
    says(&mut again(), 2, "уже есть");
    assert_eq!(std::fs::read(s.key("anna.key")).unwrap(), before);
    std::fs::remove_file(s.key("anna.pub")).unwrap();
    says(&mut again(), 2, "уже есть");
    assert!(!s.key("anna.pub").exists());
    says(again().arg("--force"), 0, "anna.key");
    assert_ne!(std::fs::read(s.key("anna.key")).unwrap(), before);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(s.key("anna.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // A folder that is not there: nothing is left behind.
    says(
        lotsman().args(["keygen", "-o"]).arg(s.0.path("нет/ключ")),
        2,
        "не записан",
    );
}

#[test]
fn signing_elsewhere_leaves_the_file_as_it_was() {
    let s = Signing::new();
    let before = std::fs::read(s.bundle()).unwrap();
    let other = s.0.path("signed.lotsman");
    let mut command = lotsman();
    command.arg("sign").arg(s.bundle()).arg("--key").arg(s.key("anna.key"));
    says(command.arg("-o").arg(&other), 0, "signed.lotsman");
    assert_eq!(std::fs::read(s.bundle()).unwrap(), before);
    assert_eq!(std::fs::read(&other).unwrap().len(), before.len() + 8 + 104);
    // A signature of one file behind another of the same length.
    let mut moved = before;
    let signed = std::fs::read(&other).unwrap();
    moved.extend_from_slice(&signed[moved.len()..]);
    std::fs::write(&other, moved).unwrap();
    says(
        lotsman().arg("verify").arg(&other).arg("--key").arg(s.key("anna.pub")),
        2,
        "обрезан или",
    );
}

#[test]
fn commands_open_what_is_trusted() {
    let s = Signing::new();
    s.sign("anna.key");
    let ask = |key: &str| {
        let mut command = lotsman();
        command.args(["search", "срок", "--bundle"]).arg(s.bundle());
        command.arg("--trusted-key").arg(s.key(key));
        outcome(&mut command)
    };
    assert_ne!(ask("anna.pub").0, 2);
    let (code, _, err) = ask("boris.pub");
    assert!(code == 2 && err.contains("доверенн"), "{err}");
    says(
        s.0.lotsman().args(["chat", "--trusted-key"]).arg(s.key("anna.pub")),
        2,
        "--bundle",
    );
}

/// Keys and signatures are those of everybody, where openssl is there to ask.
#[test]
fn openssl_reads_keys_and_agrees_with_signatures() {
    let openssl = |arguments: &[&str]| Process::new("openssl").args(arguments).output();
    if !openssl(&["version"]).is_ok_and(|o| o.status.success()) {
        return;
    }
    let s = Signing::new();
    s.sign("anna.key");
    let path = |name: &str| s.0.path(name).to_string_lossy().into_owned();
    let derived = openssl(&["pkey", "-in", &path("anna.key"), "-pubout"]).unwrap();
    assert_eq!(String::from_utf8(derived.stdout).unwrap(), s.0.read("anna.pub"));
    let bundle = std::fs::read(s.bundle()).unwrap();
    let message = [b"lotsman bundle signature", &bundle[..56]].concat();
    std::fs::write(s.0.path("message"), message).unwrap();
    std::fs::write(s.0.path("signature"), &bundle[bundle.len() - 64..]).unwrap();
    let (key, file, signature) = (path("anna.pub"), path("message"), path("signature"));
    let verify = openssl(&[
        "pkeyutl", "-verify", "-pubin", "-inkey", &key, "-rawin", "-in", &file, "-sigfile", &signature,
    ]);
    let verify = verify.unwrap();
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stdout));
}
