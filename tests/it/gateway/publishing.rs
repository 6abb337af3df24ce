//! A new bundle while conversations go on.

use std::sync::Arc;
use std::time::Duration;

use lotsman::gateway::store::Memory;

use super::client::{Client, Counter};
use super::house::{ADMIN, Desk, House, bundle, problem, settings, texts};

#[tokio::test]
async fn a_new_bundle_is_taken_and_a_bad_one_is_left_alone() {
    let house = House::open("").await;
    let mut admin = house.client().with("authorization", ADMIN);
    let mut client = house.client();
    let path = client.begin("{}").await;
    let before = client.get("/v1/about").await.json()["bundle"].clone();

    let other = bundle("Записано");
    for bad in [&b""[..], b"not a bundle", &other[..other.len() / 2]] {
        house.desk.publish(bad);
        let got = admin.post("/v1/reload", "").await;
        assert_eq!(problem(&got), (422, "refused".to_owned()));
        assert_eq!(
            texts(&client.say(&path, &format!("bad{}", bad.len()), "5").await.json())[0],
            "Принято 5."
        );
    }
    assert_eq!(client.get("/v1/about").await.json()["bundle"], before);

    house.desk.publish(&other);
    let reloaded = admin.post("/v1/reload", "").await.json();
    assert_eq!((&reloaded["changed"], &reloaded["gone"]), (&true.into(), &0.into()));
    assert_eq!(texts(&client.say(&path, "new", "6").await.json())[0], "Записано 6.");
    assert_eq!(admin.post("/v1/reload", "").await.json()["changed"], false);
}

#[tokio::test]
async fn a_file_that_is_renamed_into_its_place_is_taken_by_itself() {
    let house = House::open("").await;
    let mut client = house.client();
    let path = client.begin("{}").await;
    house.desk.publish(&bundle("Записано"));
    let mut turn = 0;
    loop {
        turn += 1;
        let said = texts(&client.say(&path, &turn.to_string(), "7").await.json());
        if said[0] == "Записано 7." {
            break;
        }
        assert_eq!(said[0], "Принято 7.");
        assert!(turn < 100, "the new bundle never came");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test]
async fn pinned_conversations_end_in_the_bundle_they_began_with() {
    let house = House::over(
        settings("upgrade: pin"),
        Arc::new(Memory::default()),
        Arc::new(Desk::new()),
    )
    .await;
    let mut client = house.client();
    let old = client.begin("{}").await;
    house.desk.publish(&bundle("Записано"));
    let mut admin = house.client().with("authorization", ADMIN);
    assert_eq!(admin.post("/v1/reload", "").await.json()["changed"], true);
    let new = client.begin("{}").await;
    assert_eq!(texts(&client.say(&old, "1", "1").await.json())[0], "Принято 1.");
    assert_eq!(texts(&client.say(&new, "1", "1").await.json())[0], "Записано 1.");
}

/// Ten bundles one after another while a hundred conversations count: no turn fails, none gets an answer that is not its.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_swaps_under_load_fail_no_turn() {
    let house = House::open("limits: {per_minute: 0, turns_per_minute: 0}").await;
    let address = house.address;
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let counters: Vec<_> = (0..100)
        .map(|_| {
            let stopped = stopped.clone();
            tokio::spawn(async move {
                let mut counter = Counter::begin(Client::of(&[address], 0)).await?;
                while !*stopped.borrow() {
                    counter.say().await?;
                }
                counter.check().await?;
                Ok::<_, String>((counter.turn, counter.again))
            })
        })
        .collect();
    let bundles = [bundle("Принято"), bundle("Записано")];
    let mut admin = house.client().with("authorization", ADMIN);
    for n in 1..=10 {
        tokio::time::sleep(Duration::from_millis(150)).await;
        house.desk.publish(&bundles[n % 2]);
        assert_eq!(admin.post("/v1/reload", "").await.json()["changed"], true);
    }
    stop.send(true).unwrap();
    for counter in counters {
        let (turns, again) = counter.await.unwrap().unwrap();
        assert_eq!(again, 0, "a turn had to be sent again");
        assert!(turns > 10, "{turns}");
    }
}
