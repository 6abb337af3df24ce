//! What no input may break: the bodies of the fuzz targets as plain functions, for libFuzzer and for the harness that
//! needs no nightly compiler. They lie with the tests of the library, which run them too.
//!
//! A body returns on every input. That it does not panic, does not hang and keeps what it says it keeps is what is
//! tested.

#[path = "../../tests/it/fuzz/bases.rs"]
pub mod bases;
#[path = "../../tests/it/fuzz/damage.rs"]
pub mod damage;
#[path = "../../tests/it/fuzz/drive.rs"]
pub mod drive;
#[path = "../../tests/it/fuzz/mutate.rs"]
pub mod mutate;
#[path = "../../tests/it/fuzz/random.rs"]
pub mod random;
#[path = "../../tests/it/fuzz/run.rs"]
pub mod run;
#[path = "../../tests/it/fuzz/targets.rs"]
pub mod targets;
