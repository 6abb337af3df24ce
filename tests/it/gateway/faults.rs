//! Gateways that are killed: no turn that was answered is lost, and none counts twice.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use super::client::{Client, Counter};
use super::house::Desk;
use super::process::Process;
use super::servers::{Postgres, Redis};

const PROGRAM: &str = env!("CARGO_BIN_EXE_lotsman");

/// How often a gateway is killed: `LOTSMAN_KILLS` says more.
fn kills() -> usize {
    std::env::var("LOTSMAN_KILLS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(20)
}

fn free() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap()
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }
}

/// Conversations count while gateways are killed at random moments and started again.
fn killed(gateways: usize, conversations: usize, store: &str) {
    let desk = Desk::new();
    let settings = desk.path("settings.yaml");
    std::fs::write(&settings, "limits: {per_minute: 0, turns_per_minute: 0}\n").unwrap();
    let start = |address: SocketAddr| Process::start(Path::new(PROGRAM), &desk.file(), store, &settings, address);
    let addresses: Vec<SocketAddr> = (0..gateways).map(|_| free()).collect();
    let mut running: Vec<Option<Process>> = addresses.iter().map(|a| Some(start(*a))).collect();

    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .unwrap();
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let counters: Vec<_> = (0..conversations)
        .map(|n| {
            let (addresses, stopped) = (addresses.clone(), stopped.clone());
            runtime.spawn(async move {
                let mut counter = Counter::begin(Client::of(&addresses, n)).await?;
                while !*stopped.borrow() {
                    counter.say().await?;
                }
                counter.check().await?;
                Ok::<_, String>((counter.turn, counter.again))
            })
        })
        .collect();
    let mut dice = Dice(20_261_123);
    for _ in 0..kills() {
        std::thread::sleep(Duration::from_millis(5 + dice.roll(150)));
        let at = usize::try_from(dice.roll(gateways as u64)).unwrap();
        running[at].take().unwrap().kill();
        running[at] = Some(start(addresses[at]));
    }
    stop.send(true).unwrap();
    let (mut turns, mut again) = (0, 0);
    for counter in counters {
        let (some, more) = runtime.block_on(counter).unwrap().unwrap();
        turns += some;
        again += more;
    }
    println!(
        "= {} kills, {turns} turns, {again} sent again: none lost, none twice",
        kills()
    );
    // A test in which nobody was disturbed would show nothing.
    assert!(again > 0 && turns > 100, "{turns} turns, {again} sent again");
}

#[test]
fn a_gateway_with_a_file_is_killed_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    killed(
        1,
        24,
        &format!("redb:{}", folder.path().join("sessions.redb").display()),
    );
}

#[test]
fn one_of_two_gateways_on_redis_is_killed_and_the_other_goes_on() {
    let redis = Redis::start();
    killed(2, 24, &redis.address());
}

#[test]
fn one_of_two_gateways_on_postgresql_is_killed_and_the_other_goes_on() {
    let postgres = Postgres::start();
    killed(2, 24, &postgres.address());
}

#[test]
fn a_gateway_that_is_told_to_stop_answers_what_it_has_and_stops() {
    let desk = Desk::new();
    let settings = desk.path("settings.yaml");
    std::fs::write(&settings, "{}").unwrap();
    let process = Process::start(Path::new(PROGRAM), &desk.file(), "memory:", &settings, free());
    let address = process.address;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let counter = runtime.block_on(async {
        let mut counter = Counter::begin(Client::of(&[address], 0)).await?;
        counter.say().await?;
        Ok::<_, String>(counter)
    });
    assert_eq!(counter.unwrap().turn, 2);
    assert!(process.stop(), "it ends with 0");
}
