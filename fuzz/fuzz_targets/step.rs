#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lotsman_fuzz::targets::step(bytes));
