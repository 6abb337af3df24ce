use super::Sieve;

/// Numbers that look like hashes.
fn checks(from: u32, count: u32) -> impl Iterator<Item = u32> {
    (from..from + count).map(|n| (u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32)
}

#[test]
fn what_the_table_has_always_passes() {
    for slots in [1_usize, 2, 16, 1 << 12] {
        let held = u32::try_from(slots / 2).unwrap();
        let sieve = Sieve::new(slots, checks(0, held));
        assert!(checks(0, held).all(|check| sieve.passes(check)), "{slots} slots");
    }
}

#[test]
fn most_of_what_it_has_not_is_left() {
    let sieve = Sieve::new(1 << 12, checks(0, 1 << 11));
    let passed = checks(1 << 20, 10_000).filter(|check| sieve.passes(*check)).count();
    assert!(passed < 2_000, "{passed} of 10000 strangers pass");
}

#[test]
fn an_empty_table_has_nothing() {
    let sieve = Sieve::new(1, std::iter::empty());
    assert!(checks(0, 1000).all(|check| !sieve.passes(check)));
}
