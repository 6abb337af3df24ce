//! Conversations over HTTP.

use super::house::{House, problem, texts};

#[tokio::test]
async fn a_conversation_from_greeting_to_rating() {
    let house = House::open("").await;
    let mut client = house.client();
    let path = client.begin("{}").await;

    let first = client.say(&path, "1", "17").await.json();
    assert_eq!((first["turn"].as_u64(), &first["over"]), (Some(2), &false.into()));
    assert_eq!(texts(&first), ["Принято 17.", "Назовите число."]);

    let last = client.say(&path, "2", "ноль").await.json();
    assert_eq!(texts(&last), ["Счёт окончен.", "■ решено"]);
    assert_eq!(last["over"], true);
    assert_eq!(problem(&client.say(&path, "3", "5").await), (410, "over".to_owned()));

    let rating = format!("{path}/rating");
    assert_eq!(
        client.post(&rating, r#"{"stars":4,"comment":"быстро"}"#).await.status,
        204
    );
    assert_eq!(
        problem(&client.post(&rating, r#"{"stars":6}"#).await),
        (400, "malformed".to_owned())
    );
    let state = client.get(&path).await.json();
    assert_eq!((&state["rating"], &state["over"]), (&4.into(), &true.into()));
    let lines: Vec<&str> = state["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|l| l["text"].as_str().unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            "Назовите число.",
            "17",
            "Принято 17.",
            "Назовите число.",
            "ноль",
            "Счёт окончен."
        ]
    );

    assert_eq!(client.delete(&path).await.status, 204);
    assert_eq!(problem(&client.get(&path).await), (404, "no-conversation".to_owned()));
    house.stop().await;
}

#[tokio::test]
async fn the_same_turn_is_answered_once() {
    let house = House::open("").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    let first = client.say(&path, "one", "1").await;
    let again = client.say(&path, "one", "1").await;
    assert_eq!(first.body, again.body);
    // Whatever it says now: its name was used.
    assert_eq!(first.body, client.say(&path, "one", "2").await.body);

    for n in 2..9 {
        assert_eq!(client.say(&path, &n.to_string(), "3").await.status, 200);
    }
    assert_eq!(
        problem(&client.say(&path, "one", "1").await),
        (409, "answered-long-ago".to_owned())
    );
    assert_eq!(client.get(&path).await.json()["turn"], 9);
}

#[tokio::test]
async fn turns_of_one_conversation_are_answered_one_after_another() {
    let house = House::open("limits: {turns_per_minute: 0}").await;
    let path = house.client().begin("{}").await;
    let turns = (0..40).map(|n| {
        let (mut client, path) = (house.client(), path.clone());
        tokio::spawn(async move { client.say(&path, &format!("t{n}"), &n.to_string()).await })
    });
    let mut seen = Vec::new();
    for turn in turns.collect::<Vec<_>>() {
        let got = turn.await.unwrap();
        seen.push(if got.status == 200 {
            got.json()["turn"].as_u64().unwrap()
        } else {
            0
        });
    }
    // Number 0 ends the conversation, whenever its turn comes: those after it are told so.
    seen.retain(|turn| *turn > 0);
    seen.sort_unstable();
    let wanted: Vec<u64> = (2..2 + seen.len() as u64).collect();
    assert_eq!(seen, wanted);
    assert!(!seen.is_empty());
}

#[tokio::test]
async fn what_is_known_at_the_start_needs_the_key_of_channels() {
    let house = House::open("").await;
    let start = r#"{"scenario":"счёт","facts":{"число":5}}"#;
    let mut anybody = house.client();
    assert_eq!(
        problem(&anybody.post("/v1/conversations", start).await),
        (401, "key-needed".to_owned())
    );
    let answer = house.channel().post("/v1/conversations", start).await.json();
    assert_eq!(texts(&answer), ["Принято 5.", "Назовите число."]);

    let mut channel = house.channel();
    for wrong in [
        r#"{"scenario":"нет такого"}"#,
        r#"{"facts":{"нет":1}}"#,
        r#"{"facts":{"число":"много"}}"#,
        r#"{"facts":{"число":{"a":1}}}"#,
        r#"{"unknown":1}"#,
    ] {
        let got = channel.post("/v1/conversations", wrong).await;
        assert_eq!(problem(&got), (400, "malformed".to_owned()), "{wrong}: {got:?}");
    }
}

#[tokio::test]
async fn only_a_channel_with_a_key_says_who_is_identified() {
    let house = House::open("").await;
    // Nobody in the public chat can be identified: scenarios say what happens then.
    let mut anybody = house.client();
    let path = anybody.begin("{}").await;
    let answer = anybody.say(&path, "1", "покажите моё личное дело").await.json();
    assert_eq!(texts(&answer)[0], "Без входа показать не могу.");
    let event = r#"{"id":"2","event":{"event":"identified","success":true,"method":"смс"}}"#;
    let got = anybody.post(&format!("{path}/turns"), event).await;
    assert_eq!(problem(&got), (403, "closed".to_owned()));

    let mut channel = house.channel();
    let path = channel.begin(r#"{"scenario":"личное","identifies":true}"#).await;
    assert_eq!(channel.get(&path).await.json()["replies"][0]["kind"], "identify");
    let answer = channel.post(&format!("{path}/turns"), event).await.json();
    assert_eq!(texts(&answer)[0], "Вы вошли.");
}
