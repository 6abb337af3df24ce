use super::*;
use proptest::prelude::*;

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

/// Few values, so that ties are common.
fn scores() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec((0_u8..8).prop_map(|n| f64::from(n) / 7.0), 1..40)
}

proptest! {
    #[test]
    fn auroc_is_the_share_of_ordered_pairs(members in scores(), strangers in scores()) {
        let mut sum = 0.0;
        for m in &members {
            for s in &strangers {
                sum += if m > s { 1.0 } else if m == s { 0.5 } else { 0.0 };
            }
        }
        let slow = sum / (members.len() * strangers.len()) as f64;
        prop_assert!(close(auroc(&members, &strangers).unwrap(), slow));
    }

    #[test]
    fn the_threshold_is_the_least_that_rejects_enough(strangers in scores(), recall in 0.05_f64..1.0) {
        let t = rejecting_threshold(&strangers, recall).unwrap();
        let rejected = |t: f64| strangers.iter().filter(|s| **s <= t).count() as f64 / strangers.len() as f64;
        prop_assert!(rejected(t) >= recall - 1e-9);
        for lower in strangers.iter().filter(|s| **s < t) {
            prop_assert!(rejected(*lower) < recall);
        }
    }

    #[test]
    fn bins_hold_every_row_once_and_never_part_equal_scores(
        rows in proptest::collection::vec(((0_u8..30).prop_map(|n| f64::from(n) / 29.0), any::<bool>()), 0..200),
    ) {
        let mut turned = rows.clone();
        turned.reverse();
        let found = bins(&rows, BINS);
        prop_assert_eq!(found.len(), bins(&turned, BINS).len());
        prop_assert!(found.len() <= BINS);
        prop_assert_eq!(found.iter().map(|b| b.n).sum::<usize>(), rows.len());
        prop_assert!(found.windows(2).all(|w| w[0].said < w[1].said));
        // Every bin by hand: the rows between its neighbours.
        let mut sorted = rows.clone();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut at = 0;
        for b in &found {
            let part = &sorted[at..at + b.n];
            at += b.n;
            prop_assert!(close(b.said * b.n as f64, part.iter().map(|r| r.0).sum()));
            prop_assert!(close(b.came_true * b.n as f64, part.iter().filter(|r| r.1).count() as f64));
            prop_assert!(sorted.get(at).is_none_or(|next| next.0 > part[part.len() - 1].0));
        }
    }

    #[test]
    fn macro_f1_is_the_mean_over_expected_classes(pairs in proptest::collection::vec((0_usize..5, 0_usize..6), 1..60)) {
        let mut hits = vec![Hits::default(); 6];
        for (expected, found) in &pairs {
            hits[*expected].expected += 1;
            hits[*found].found += 1;
            hits[*expected].both += usize::from(expected == found);
        }
        let mut all = Vec::new();
        for class in 0..6 {
            let tp = pairs.iter().filter(|p| p.0 == class && p.1 == class).count() as f64;
            let fp = pairs.iter().filter(|p| p.0 != class && p.1 == class).count() as f64;
            let fnn = pairs.iter().filter(|p| p.0 == class && p.1 != class).count() as f64;
            if tp + fnn > 0.0 {
                all.push(2.0 * tp / (2.0 * tp + fp + fnn));
            }
        }
        prop_assert!(close(macro_f1(&hits).unwrap(), all.iter().sum::<f64>() / all.len() as f64));
    }

    #[test]
    fn mcnemar_is_the_sum_of_the_tails(worse in 0_usize..25, better in 0_usize..25) {
        // Pascal's triangle instead of logarithms.
        let n = worse + better;
        let mut row = vec![1.0_f64];
        for _ in 0..n {
            let mut next = vec![1.0];
            next.extend(row.windows(2).map(|w| w[0] + w[1]));
            next.push(1.0);
            row = next;
        }
        let tail: f64 = row[..=worse.min(better)].iter().sum::<f64>() / 2_f64.powi(n as i32);
        prop_assert!((mcnemar(worse, better) - (2.0 * tail).min(1.0)).abs() < 1e-9);
    }
}

#[test]
fn by_hand() {
    assert_eq!(auroc(&[0.9, 0.8], &[0.1]), Some(1.0));
    assert_eq!(auroc(&[0.5], &[0.5]), Some(0.5));
    assert_eq!(auroc(&[0.9, 0.2], &[0.5, 0.2]), Some(0.625));
    assert_eq!(auroc(&[], &[0.5]), None);
    // Ten strangers: nine are rejected at 0.9, those at the threshold among them.
    let strangers: Vec<f64> = (1..=10).map(|n| f64::from(n) / 10.0).collect();
    assert_eq!(rejecting_threshold(&strangers, 0.9), Some(0.9));
    let members = [(0.95, true), (0.9, true), (0.99, false), (1.0, true)];
    assert_eq!(right_at_recall(&members, &strangers, 0.9), Some(0.5));
    assert_eq!(right_at_recall(&members, &[], 0.9), None);
    // A hundred and ten: 99 must be rejected, not 100.
    let many: Vec<f64> = (1..=110).map(f64::from).collect();
    assert_eq!(rejecting_threshold(&many, 0.9), Some(99.0));
}

#[test]
fn calibration_by_hand() {
    // Ten rows that said 0.8 and eight came true: nothing to complain about.
    let honest: Vec<(f64, bool)> = (0..10).map(|i| (0.8, i < 8)).collect();
    assert!(close(calibration_error(&bins(&honest, 15)).unwrap(), 0.0));
    // Sure and always wrong.
    assert!(close(calibration_error(&bins(&[(1.0, false); 4], 15)).unwrap(), 1.0));
    // Two bins of different size: (3·0.1 + 1·0.5) / 4.
    let parted = [(0.1, false), (0.1, false), (0.1, false), (0.5, true)];
    assert!(close(calibration_error(&bins(&parted, 2)).unwrap(), 0.2));
    assert_eq!(calibration_error(&bins(&[], 15)), None);
}

#[test]
fn intervals_and_mcnemar_by_hand() {
    let (low, high) = interval(8, 10);
    assert!(
        (low - 0.490_2).abs() < 1e-3 && (high - 0.943_3).abs() < 1e-3,
        "{low} {high}"
    );
    assert_eq!(interval(0, 0), (0.0, 1.0));
    assert_eq!(mcnemar(0, 0), 1.0);
    // Five worse, none better: 2 / 32.
    assert!(close(mcnemar(5, 0), 0.0625));
    assert!(mcnemar(30, 5) < 0.001);
    // A whole archive changed: no overflow.
    assert!(mcnemar(60_000, 60_000) > 0.99);
}
