//! The fuzz targets, briefly: what was found before, what they begin with, and some thousand mutations.
//! `cargo xtask fuzz` and `cargo xtask damages` run as long as they are told to.

mod bases;
mod damage;
mod drive;
mod mutate;
mod random;
mod run;
mod targets;

use damage::Became;
use run::{Victims, give, input, inputs};
use targets::ALL;

/// Runs every `step`th input that a target begins with, all that were found before, and mutations.
fn rehearse(name: &str, step: usize, mutations: u64) {
    let target = ALL.iter().find(|t| t.name == name).unwrap();
    let seeds = inputs(target);
    assert!(!seeds.is_empty(), "{name} begins with nothing");
    let found_before = bases::below(&format!("fuzz/corpus/{name}")).len();
    let (fresh, old) = seeds.split_at(seeds.len() - found_before);
    for (n, bytes) in fresh.iter().step_by(step).chain(old).enumerate() {
        give(target, bytes).unwrap_or_else(|e| panic!("{name}, input {n}: {e}"));
    }
    for seed in 0..mutations {
        let bytes = input(&seeds, seed);
        give(target, &bytes)
            .unwrap_or_else(|e| panic!("{name}, seed {seed}: {e}: {:?}", String::from_utf8_lossy(&bytes)));
    }
}

#[test]
fn the_parser_takes_any_text() {
    rehearse("parser", 8, 200);
}

#[test]
fn bundles_may_be_any_bytes() {
    rehearse("bundle", 1, 2000);
}

#[test]
fn sessions_may_be_any_bytes() {
    rehearse("session", 1, 3000);
}

#[test]
fn anything_may_happen_in_a_conversation() {
    rehearse("step", 4, 40);
}

#[test]
fn recognisers_take_any_text() {
    rehearse("recognisers", 8, 500);
}

/// The few that every run of the tests makes of the ten million.
#[test]
fn damaged_bundles_do_no_harm() {
    let victims = Victims::all();
    let mut repaired = 0;
    for seed in 0..4000 {
        match victims.run(seed) {
            Ok(Became::Accepted) => panic!("seed {seed}: a damaged bundle was taken for a whole one"),
            Ok(Became::Followed | Became::NoEngine | Became::RefusedRepaired) => repaired += 1,
            Ok(Became::Refused) => {}
            Err(message) => panic!("seed {seed}: {message}"),
        }
    }
    assert_eq!(repaired, 2000, "half of them have their checksum repaired");
}
