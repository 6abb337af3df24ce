//! What who runs the gateway is told: settings that are wrong, and a log that tells nothing of citizens.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use lotsman::gateway::Settings;

use super::client::Client;
use super::house::Desk;
use super::process::Process;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lotsman");

fn read(text: &str) -> String {
    let variable = |name: &str| (name == "KEY").then(|| "0123456789abcdef".to_owned());
    match Settings::read(text, variable) {
        Ok(settings) => format!("{:?}", settings.keys),
        Err(e) => e.to_string(),
    }
}

#[test]
fn settings_that_are_wrong_say_what_is_wrong() {
    let cases = [
        "keys: {admin: '${KEY}'}",
        "keys: {admin: '${NO_SUCH}'}",
        "keys: {admin: '${KEY'}",
        "keys: {admin: short}",
        "public: false",
        "origins: [example.org]",
        "origins: ['https://example.org/chat']",
        "listen: everywhere",
        "lissten: 127.0.0.1:80",
        "limits: {body: many}",
        "sources: {реестр: {timeout_ms: 5}}",
        "- 1",
        "{",
    ];
    let mut told = String::new();
    for text in cases {
        told.push_str(&format!("{text}\n  {}\n", read(text).replace('\n', "\n  ")));
    }
    insta::assert_snapshot!(told);
}

#[test]
fn the_settings_of_the_example_are_right() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(root.join("examples/serve.yaml")).unwrap();
    let settings = Settings::read(&text, |name| Some(format!("{name}-0123456789"))).unwrap();
    assert_eq!(settings.sources.len(), 1);
    assert!(!format!("{settings:?}").contains("0123456789"), "keys show in no log");
}

#[test]
fn what_cannot_begin_says_why_and_ends_with_2() {
    let desk = Desk::new();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let run = |args: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command
            .args(["serve", "--log", "off", "--bundle"])
            .arg(desk.file())
            .args(args);
        let output = command.stdin(Stdio::null()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let (code, said) = run(&["--store", "memory:", "--listen", &address]);
    assert_eq!(code, Some(2));
    assert!(said.contains(&address) && said.contains("занят"), "{said}");
    let (code, said) = run(&["--store", "mysql://user:secret@host/"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("redis") && !said.contains("secret"), "{said}");
    let (code, said) = run(&["--store", "memory:", "--settings", "/no/such/file"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("/no/such/file"), "{said}");
}

/// A telephone and a name are said in a conversation; the log has neither, nor the name that opens the conversation.
#[test]
fn the_log_tells_nothing_of_citizens() {
    let desk = Desk::new();
    let settings = desk.path("settings.yaml");
    fs::write(&settings, "{}").unwrap();
    let log = desk.path("log");
    let process = Process::logged(
        Path::new(PROGRAM),
        &desk.file(),
        &settings,
        fs::File::create(&log).unwrap(),
    );
    let address = process.address;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let path = runtime.block_on(async {
        let mut client = Client::of(&[address], 0);
        let path = client.begin("{}").await;
        client.say(&path, "1", "нужна справка о доходе").await;
        client.say(&path, "2", "дело Иванова Петра, +7 912 345-67-89").await;
        client
            .post(&format!("{path}/rating"), r#"{"stars":2,"comment":"Мария недовольна"}"#)
            .await;
        client.get(&path).await;
        path
    });
    assert!(process.stop());
    let log = fs::read_to_string(&log).unwrap();
    let name = path.rsplit('/').next().unwrap();
    for secret in [name, "Иванов", "345-67-89", "9123456789", "Мария", "справка о доходе"] {
        assert!(!log.contains(secret), "{secret} stands in the log:\n{log}");
    }
    let lines: Vec<serde_json::Value> = log.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let turns = lines.iter().filter(|l| l["target"] == "lotsman::turn").count();
    assert!(turns >= 3, "{log}");
    assert!(lines.iter().any(|l| l["topic"] == "справка"), "{log}");
    assert!(
        lines
            .iter()
            .filter(|l| l["target"] == "lotsman::turn")
            .all(|l| l["span"]["trace"].is_string()),
        "{log}"
    );
}
