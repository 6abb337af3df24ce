//! A call through the gateway: its documents are executed by the interpreter, its forms go back over HTTP.

use hyper::Method;

use super::client::{Client, Got};
use super::house::House;
use crate::voice::interpreter::Input::{self, HangsUp, Noise, Presses, Says, Silent};
use crate::voice::interpreter::{Left, execute};

async fn submit(client: &mut Client, form: &[(String, String)]) -> Got {
    let mut url = reqwest::Url::parse("http://form/").unwrap();
    url.query_pairs_mut().extend_pairs(form);
    let body = url.query().unwrap_or_default().to_owned();
    client.ask(Method::POST, "/voice/turn", Some(&body)).await.unwrap()
}

/// Plays a call; every form is sent twice, as platforms do that have missed the answer.
async fn call(house: &House, script: &[Input<'static>]) -> String {
    let mut client = house.channel();
    let mut got = client.get("/voice").await;
    let mut log = String::new();
    let mut script = script.iter().copied();
    loop {
        assert_eq!(got.status, 200, "{got:?}");
        let xml = String::from_utf8(got.body.to_vec()).unwrap();
        let mut next = || script.next().expect("the script is too short");
        match execute(&xml, &mut next, &mut log) {
            Left::Submitted { url, form } => {
                assert_eq!(url, "https://voice.example.org/voice/turn");
                let first = submit(&mut client, &form).await;
                got = submit(&mut client, &form).await;
                assert_eq!(first.body, got.body, "the same form, the same document");
            }
            Left::Disconnected => {
                log.push_str("  служба кладёт трубку\n");
                break;
            }
            Left::Exited(_) => break,
        }
    }
    assert_eq!(script.count(), 0, "the call ended before the script did:\n{log}");
    log
}

#[tokio::test]
async fn a_call_with_words_keys_silence_and_noise() {
    let house = House::open("voice: {address: 'https://voice.example.org', queue: 'tel:+78001000001'}").await;
    let log = call(
        &house,
        &[Says("семнадцать", 0.9), Presses("41"), Silent, Noise, Says("ноль", 0.9)],
    )
    .await;
    insta::assert_snapshot!(log);
    let log = call(&house, &[Says("пять", 0.9), HangsUp]).await;
    assert!(log.contains("Принято пять"), "{log}");
    let by_post = house.channel().ask(Method::POST, "/voice", None).await.unwrap();
    assert!(
        by_post.status == 200 && by_post.body.starts_with(b"<?xml"),
        "{by_post:?}"
    );
}

#[tokio::test]
async fn forms_that_no_document_sends_are_refused() {
    let house = House::open("").await;
    let mut client = house.channel();
    let form = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
        fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    };
    let unknown = "0".repeat(40);
    for (fields, status) in [
        (form(&[]), 400),
        (
            form(&[
                ("call", &unknown),
                ("turn", "1"),
                ("kind", "silence"),
                ("expects", "text"),
            ]),
            404,
        ),
        (
            form(&[
                ("call", &unknown),
                ("turn", "1"),
                ("kind", "hangup"),
                ("expects", "text"),
            ]),
            404,
        ),
        (
            form(&[
                ("call", "../../etc"),
                ("turn", "1"),
                ("kind", "silence"),
                ("expects", "text"),
            ]),
            400,
        ),
        (
            form(&[
                ("call", &unknown),
                ("call", &unknown),
                ("turn", "1"),
                ("kind", "silence"),
            ]),
            400,
        ),
        (
            form(&[
                ("call", &unknown),
                ("turn", "-1"),
                ("kind", "silence"),
                ("expects", "text"),
            ]),
            400,
        ),
    ] {
        let got = submit(&mut client, &fields).await;
        assert_eq!(got.status, status, "{fields:?}: {got:?}");
    }
}
