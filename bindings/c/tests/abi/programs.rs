//! Programs in C, compiled with all warnings as errors and run under valgrind: no leak, no error.

use std::path::{Path, PathBuf};
use std::process::Command;

use lotsman::bundle::signature::{SecretKey, sign};
use lotsman::compile::{self, Input};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder in which cargo has put the library: that of this test, or the one above it.
fn library() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folders = test.ancestors().skip(1).take(2);
    let found = folders.map(Path::to_owned).find(|f| f.join("liblotsman_c.so").exists());
    found.expect("liblotsman_c.so lies beside the tests")
}

/// The base of the example, and the same base with other words: another bundle.
fn bundle(more: &str) -> Vec<u8> {
    let read = |path: &str| {
        let text = std::fs::read_to_string(here().join("../base").join(path)).unwrap();
        let more = if path.ends_with(".scenario") { more } else { "" };
        Input {
            path: path.into(),
            bytes: format!("{text}{more}").into(),
        }
    };
    let files = ["lotsman.yaml", "topics/library.topic", "scenarios/library.scenario"];
    let checked = compile::check(files.map(read).into());
    assert!(checked.diagnostics.is_empty(), "{:?}", checked.diagnostics);
    compile::build(&checked).unwrap().unwrap()
}

/// Where valgrind has found a leak or an error.
const FOUND: i32 = 99;

/// Compiles a program and runs it: how it ended, what it printed, what valgrind says.
fn run(source: &str, arguments: &[&Path]) -> (Option<i32>, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    let library = library();
    let compiled = Command::new("cc")
        .args([
            "-std=c99",
            "-O1",
            "-g",
            "-Wall",
            "-Wextra",
            "-Wpedantic",
            "-Werror",
            "-pthread",
        ])
        .arg("-I")
        .arg(here().join("include"))
        .arg(here().join(source))
        .arg("-o")
        .arg(&program)
        .arg("-L")
        .arg(&library)
        .arg("-llotsman_c")
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .output()
        .expect("a C compiler is there as `cc`");
    assert!(
        compiled.status.success(),
        "{}",
        String::from_utf8_lossy(&compiled.stderr)
    );
    let output = Command::new("valgrind")
        .args(["--quiet", &format!("--error-exitcode={FOUND}"), "--leak-check=full"])
        // What is only possibly lost is not: caches that libraries keep by pointers into the middle.
        .arg("--errors-for-leak-kinds=definite,indirect")
        .arg(&program)
        .args(arguments)
        .output()
        .expect("valgrind is there: `cargo xtask c` installs it");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// What a program prints that runs without a leak or an error.
fn clean(source: &str, arguments: &[&Path]) -> String {
    let (code, out, errors) = run(source, arguments);
    assert_eq!(code, Some(0), "{source}\n{out}\n{errors}");
    out
}

#[test]
fn the_example_leads_a_whole_conversation() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.lotsman");
    std::fs::write(&path, bundle("")).unwrap();
    let said = clean("example.c", &[&path]);
    let expected = std::fs::read_to_string(here().join("tests/example.txt")).unwrap();
    assert_eq!(said, expected);
}

#[test]
fn the_program_of_the_guide_answers() {
    let guide = std::fs::read_to_string(here().join("../../docs/embedding.md")).unwrap();
    let (_, program) = guide.split_once("```c\n").unwrap();
    let (program, _) = program.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (source, path) = (folder.path().join("guide.c"), folder.path().join("base.lotsman"));
    std::fs::write(&source, program).unwrap();
    std::fs::write(&path, bundle("")).unwrap();
    let said = clean(source.to_str().unwrap(), &[&path]);
    assert_eq!(said, "Библиотека открыта с девяти до восьми, кроме понедельника.\n");
}

#[test]
fn hostile_calls_get_codes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.lotsman");
    std::fs::write(&path, bundle("")).unwrap();
    let other = folder.path().join("other.lotsman");
    std::fs::write(&other, bundle("\nфакт лишний: да_нет \"Лишний\"\nконец\n")).unwrap();
    let [signed, key, stranger] = ["signed.lotsman", "signed.pub", "stranger.pub"].map(|name| folder.path().join(name));
    let secret = SecretKey::from_bytes(&[7; 32]);
    std::fs::write(&signed, sign(&bundle(""), &secret).unwrap()).unwrap();
    std::fs::write(&key, secret.public().to_pem()).unwrap();
    std::fs::write(&stranger, SecretKey::from_bytes(&[8; 32]).public().to_pem()).unwrap();
    let arguments: [&Path; 5] = [&path, &other, &signed, &key, &stranger];
    assert_eq!(clean("tests/hostile.c", &arguments), "all refused\n");
}

#[test]
fn threads_share_an_engine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.lotsman");
    std::fs::write(&path, bundle("")).unwrap();
    assert_eq!(clean("tests/threads.c", &[&path]), "4 threads, 80 conversations\n");
}

#[test]
fn a_forgotten_session_would_be_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("base.lotsman");
    std::fs::write(&path, bundle("")).unwrap();
    let (code, _, errors) = run("tests/leak.c", &[&path]);
    assert_eq!(code, Some(FOUND), "{errors}");
    assert!(errors.contains("lotsman_start"), "{errors}");
}
