//! Messages that say the same come together.
//!
//! Likeness is the cosine over normal forms and runs of three letters inside them, rarer ones
//! weighing more. Each message joins the most similar leader, or becomes one; then groups whose
//! centres are alike are joined the same way. An index by feature finds the leaders, so the time
//! grows with the number of messages, not with its square.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// Least cosine within a group.
const LIKE: f32 = 0.45;
/// Features that a message is known by: its heaviest.
const FEATURES: usize = 24;
/// A feature of more leaders than this does not find any; it still counts in the cosine.
const COMMON: usize = 1000;
/// Weight of a run of letters beside a word.
const RUN: f32 = 0.35;

/// Weight of what stands in one message only: it likens it to none, and a long polite message holds
/// much of it.
const ALONE: f32 = 0.4;

/// A text as features with weights; sorted by feature, of length one.
type Vector = Vec<(u32, f32)>;

/// Groups of messages by index, each in order, greatest first; ties by the first member.
pub fn groups(messages: &[&[String]]) -> Vec<Vec<usize>> {
    let vectors = vectors(messages);
    let first = join(&vectors);
    let centres: Vec<Vector> = first.iter().map(|g| centre(g, &vectors)).collect();
    let mut out: Vec<Vec<usize>> = join(&centres)
        .into_iter()
        .map(|parts| {
            let mut all: Vec<usize> = parts.iter().filter_map(|p| first.get(*p)).flatten().copied().collect();
            all.sort_unstable();
            all
        })
        .collect();
    out.sort_by_key(|g| (std::cmp::Reverse(g.len()), g.first().copied()));
    out
}

fn vectors(messages: &[&[String]]) -> Vec<Vector> {
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    let mut frequency: Vec<u32> = Vec::new();
    let mut counted: Vec<BTreeMap<u32, f32>> = Vec::with_capacity(messages.len());
    for words in messages {
        let mut features: BTreeMap<u32, f32> = BTreeMap::new();
        let mut add = |feature: String, weight: f32| {
            let next = ids.len() as u32;
            let id = *ids.entry(feature).or_insert(next);
            if id as usize == frequency.len() {
                frequency.push(0);
            }
            let entry = features.entry(id).or_insert_with(|| {
                if let Some(n) = frequency.get_mut(id as usize) {
                    *n += 1;
                }
                0.0
            });
            *entry = entry.max(weight);
        };
        for word in *words {
            add(word.clone(), 1.0);
            let framed: Vec<char> = format!("‹{word}›").chars().collect();
            for run in framed.windows(3) {
                add(run.iter().collect(), RUN);
            }
        }
        counted.push(features);
    }
    let all = messages.len() as f32;
    counted
        .into_iter()
        .map(|features| {
            let weighted = features.into_iter().map(|(id, weight)| {
                let n = frequency.get(id as usize).copied().unwrap_or(1) as f32;
                let alone = if n <= 1.0 { ALONE } else { 1.0 };
                (id, weight * alone * (1.0 + (all / n).ln()))
            });
            heaviest(weighted.collect())
        })
        .collect()
}

/// The heaviest features, scaled to length one.
fn heaviest(mut features: Vector) -> Vector {
    features.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    features.truncate(FEATURES);
    let length = features.iter().map(|f| f.1 * f.1).sum::<f32>().sqrt();
    if length > 0.0 {
        features.iter_mut().for_each(|f| f.1 /= length);
    }
    features.sort_by_key(|f| f.0);
    features
}

fn centre(group: &[usize], vectors: &[Vector]) -> Vector {
    let mut sum: BTreeMap<u32, f32> = BTreeMap::new();
    for (id, weight) in group.iter().filter_map(|i| vectors.get(*i)).flatten() {
        *sum.entry(*id).or_default() += weight;
    }
    heaviest(sum.into_iter().collect())
}

/// Each joins the most similar leader before it.
fn join(vectors: &[Vector]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut leaders: Vec<&Vector> = Vec::new();
    let mut index: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut seen: Vec<u32> = Vec::new();
    for (i, vector) in vectors.iter().enumerate() {
        let mut best: Option<(f32, usize)> = None;
        // Heaviest first, so that rare words find the leader before common ones are looked at.
        let mut order: Vec<&(u32, f32)> = vector.iter().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for (feature, _) in order {
            let Some(found) = index.get(feature).filter(|f| f.len() <= COMMON) else {
                continue;
            };
            for leader in found {
                let at = *leader as usize;
                let Some(mark) = seen.get_mut(at).filter(|m| **m != i as u32 + 1) else {
                    continue;
                };
                *mark = i as u32 + 1;
                let cosine = leaders.get(at).map_or(0.0, |l| cosine(l, vector));
                if cosine >= LIKE && best.is_none_or(|(c, b)| cosine > c || (cosine == c && at < b)) {
                    best = Some((cosine, at));
                }
            }
        }
        if let Some(group) = best.and_then(|(_, at)| groups.get_mut(at)) {
            group.push(i);
            continue;
        }
        let leader = groups.len() as u32;
        groups.push(vec![i]);
        leaders.push(vector);
        seen.push(0);
        for (feature, _) in vector {
            index.entry(*feature).or_default().push(leader);
        }
    }
    groups
}

fn cosine(a: &Vector, b: &Vector) -> f32 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0.0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => drop(a.next()),
            std::cmp::Ordering::Greater => drop(b.next()),
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                a.next();
                b.next();
            }
        }
    }
    sum
}
