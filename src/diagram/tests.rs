use proptest::prelude::*;

use super::*;

/// A function of `n` variables with two values each, by its table.
fn of_table(forest: &mut Forest, table: &[u32]) -> Ref {
    let vars = table.len().trailing_zeros();
    let mut level: Vec<Ref> = table.iter().map(|t| Ref::terminal(*t)).collect();
    for var in (0..vars).rev() {
        level = level.chunks(2).map(|pair| forest.node(var, pair).unwrap()).collect();
    }
    level[0]
}

fn binary(vars: usize) -> Forest {
    Forest::new(vec![2; vars], 10_000)
}

fn each(vars: usize) -> Questions {
    Questions {
        cost: vec![1; vars],
        needs: (0..vars).map(|v| 1 << v).collect(),
    }
}

/// Expected questions of the best order, by trying all of them.
fn brute(table: &[u32], known: &mut Vec<Option<usize>>, cost: &[u32]) -> f64 {
    let fits = |i: usize, known: &[Option<usize>]| {
        let bit = |v: usize| (i >> (known.len() - 1 - v)) & 1;
        known.iter().enumerate().all(|(v, k)| k.is_none_or(|k| k == bit(v)))
    };
    let mut left = (0..table.len()).filter(|i| fits(*i, known)).map(|i| table[i]);
    let first = left.next().unwrap();
    if left.all(|t| t == first) {
        return 0.0;
    }
    let mut best = f64::INFINITY;
    for v in 0..known.len() {
        if known[v].is_some() {
            continue;
        }
        let mut expected = f64::from(cost[v]);
        for value in 0..2 {
            known[v] = Some(value);
            expected += brute(table, known, cost) / 2.0;
        }
        known[v] = None;
        best = best.min(expected);
    }
    best
}

/// Expected cost of a plan.
fn of_policy(policy: &Policy, at: Option<u32>, cost: &[u32]) -> f64 {
    let Some(node) = at.and_then(|n| policy.nodes.get(n as usize)) else {
        return 0.0;
    };
    let sum: f64 = node.next.iter().map(|n| of_policy(policy, *n, cost)).sum();
    f64::from(cost[node.question as usize]) + sum / node.next.len() as f64
}

#[test]
fn what_changes_nothing_is_no_node() {
    let mut f = binary(2);
    let a = f.identity(0).unwrap();
    let not_a = f.map(a, &mut |v| 1 - v).unwrap();
    let or = f.apply(a, not_a, &mut |x, y| x | y).unwrap();
    assert_eq!(or, Ref::terminal(1));
    assert_eq!(f.support(&[a, not_a]), [0]);
}

#[test]
fn there_is_an_end_to_nodes() {
    let mut f = Forest::new(vec![2; 8], 3);
    let made: Vec<Option<Ref>> = (0..8).map(|v| f.identity(v)).collect();
    assert_eq!(made.iter().filter(|m| m.is_some()).count(), 3);
}

#[test]
fn the_cheap_question_of_two_comes_first() {
    let mut f = binary(2);
    let (a, b) = (f.identity(0).unwrap(), f.identity(1).unwrap());
    let and = f.apply(a, b, &mut |x, y| x & y).unwrap();
    let questions = Questions {
        cost: vec![3, 1],
        needs: vec![1, 2],
    };
    let choice = best(&mut f, &[and], &questions, 0, Budget { states: 100 }).unwrap();
    assert_eq!((choice.question, choice.expected), (1, Some(2.5)));
    let choice = best(&mut f, &[and], &questions, 0, Budget { states: 0 }).unwrap();
    assert_eq!((choice.question, choice.expected), (1, None));
}

#[test]
fn a_variable_that_two_answers_tell_needs_both() {
    // Variable 1 is told by the questions 0 and 1 together, variable 0 by question 0.
    let mut f = binary(2);
    let (a, b) = (f.identity(0).unwrap(), f.identity(1).unwrap());
    let and = f.apply(a, b, &mut |x, y| x & y).unwrap();
    let questions = Questions {
        cost: vec![1, 1],
        needs: vec![1, 3],
    };
    let policy = optimal(&mut f, &[and], &questions, 100).unwrap();
    assert_eq!(of_policy(&policy, Some(0), &questions.cost), 1.5);
    assert_eq!((policy.nodes[0].question, policy.nodes[1].question), (0, 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn functions_are_their_tables(table in prop::collection::vec(0_u32..3, 16), other in prop::collection::vec(0_u32..3, 16)) {
        let mut f = binary(4);
        let (a, b) = (of_table(&mut f, &table), of_table(&mut f, &other));
        let sum = f.apply(a, b, &mut |x, y| x + y).unwrap();
        let (stored, found) = Stored::new(&f, &[a, sum]).unwrap().forest(0).unwrap();
        for i in 0..16_u32 {
            let bit = |v: u32| (i >> (3 - v)) & 1;
            prop_assert_eq!(f.eval(a, bit), Some(table[i as usize]));
            prop_assert_eq!(stored.eval(found[1], bit), Some(table[i as usize] + other[i as usize]));
        }
        prop_assert_eq!(a == b, table == other);
        for (terminal, path) in f.witnesses(sum) {
            let value = |v: u32| path.iter().find(|(p, _)| *p == v).map_or(0, |(_, value)| *value);
            prop_assert_eq!(f.eval(sum, value), Some(terminal));
        }
    }

    #[test]
    fn the_order_is_the_best_there_is(table in prop::collection::vec(0_u32..3, 16), cost in prop::collection::vec(1_u32..4, 4)) {
        let mut f = binary(4);
        let root = of_table(&mut f, &table);
        let questions = Questions { cost: cost.clone(), ..each(4) };
        let best_there_is = brute(&table, &mut vec![None; 4], &cost);
        let policy = optimal(&mut f, &[root], &questions, 10_000).unwrap();
        let ours = of_policy(&policy, Some(0), &cost);
        prop_assert!((ours - best_there_is).abs() < 1e-9, "{} and {}", ours, best_there_is);
    }

    #[test]
    fn damaged_arrays_are_refused_or_read(mut stored in (prop::collection::vec(0_u32..4, 0..4), prop::collection::vec(0_u32..4, 0..6), prop::collection::vec(0_u32..20, 0..16), prop::collection::vec(0_u32..20, 0..3)).prop_map(|(arity, vars, children, roots)| Stored { arity, vars, children, roots })) {
        if let Ok((forest, roots)) = stored.forest(10) {
            for root in &roots {
                forest.support(&[*root]);
            }
        }
        stored.children.push(u32::MAX);
        prop_assert!(stored.vars.is_empty() || stored.forest(0).is_err());
    }
}

mod sets {
    use proptest::prelude::*;

    use crate::diagram::{ALL, Forest, NONE, Ref, SetMemo};

    const ARITY: [u32; 4] = [2, 3, 4, 2];

    fn everything() -> Vec<[u32; 4]> {
        let mut all = Vec::new();
        for a in 0..ARITY[0] {
            for b in 0..ARITY[1] {
                for c in 0..ARITY[2] {
                    for d in 0..ARITY[3] {
                        all.push([a, b, c, d]);
                    }
                }
            }
        }
        all
    }

    /// The set of those members of [`everything`] that are marked.
    fn set(forest: &mut Forest, memo: &mut SetMemo, marks: &[bool]) -> Ref {
        let mut made = NONE;
        for (member, _) in everything().iter().zip(marks).filter(|(_, m)| **m) {
            let mut one = ALL;
            for (var, value) in (0_u32..).zip(member) {
                let here = forest.where_value(var, |v| v == *value).unwrap();
                one = forest.and(one, here, memo).unwrap();
            }
            made = forest.or(made, one, memo).unwrap();
        }
        made
    }

    fn holds(forest: &Forest, of: Ref, member: &[u32; 4]) -> bool {
        forest.eval(of, |v| member[v as usize]) == Some(1)
    }

    proptest! {
        #[test]
        fn operations_are_those_of_sets(a in prop::collection::vec(any::<bool>(), 48), b in prop::collection::vec(any::<bool>(), 48)) {
            let mut forest = Forest::new(ARITY.to_vec(), 100_000);
            let mut memo = SetMemo::default();
            let (x, y) = (set(&mut forest, &mut memo, &a), set(&mut forest, &mut memo, &b));
            let and = forest.and(x, y, &mut memo).unwrap();
            let or = forest.or(x, y, &mut memo).unwrap();
            let less = forest.less(x, y, &mut memo).unwrap();
            let gone = forest.forget(x, 3, &|v| v == 1 || v == 3, &mut memo).unwrap();
            let whatever = forest.whatever(x, &|v| (v == 2).then_some((3, 2)), &mut memo).unwrap();
            let chosen = forest.choose(1, &[x, y, ALL]).unwrap();
            let all = everything();
            for ((member, a), b) in all.iter().zip(&a).zip(&b) {
                prop_assert_eq!(holds(&forest, and, member), *a && *b);
                prop_assert_eq!(holds(&forest, or, member), *a || *b);
                prop_assert_eq!(holds(&forest, less, member), *a && !*b);
                let alike = |m: &&[u32; 4]| m[0] == member[0] && m[2] == member[2];
                prop_assert_eq!(holds(&forest, gone, member), all.iter().filter(alike).any(|m| holds(&forest, x, m)));
                let with = |value: u32| { let mut m = *member; m[2] = value; holds(&forest, x, &m) };
                let expected = if member[2] == 3 { with(0) && with(1) } else { holds(&forest, x, member) };
                prop_assert_eq!(holds(&forest, whatever, member), expected);
                let expected = match member[1] { 0 => *a, 1 => *b, _ => true };
                prop_assert_eq!(holds(&forest, chosen, member), expected);
            }
            let found = forest.member(x, |_, v| v);
            prop_assert_eq!(found.is_none(), x == NONE);
            if let Some(found) = found {
                let mut member = [0; 4];
                for (var, value) in found { member[var as usize] = value; }
                prop_assert!(holds(&forest, x, &member));
            }
        }
    }
}
