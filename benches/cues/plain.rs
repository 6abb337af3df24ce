//! What cues are compared with: a plain rarest-word index, and a scan for all their words.

use std::collections::{BTreeSet, HashMap, HashSet};

use aho_corasick::AhoCorasick;
use lotsman::bundle::program::{Pattern, Program};
use lotsman::runtime::understand::Question;

/// Cues under their rarest word, checked by recursion over strings.
pub struct PlainIndex<'p> {
    by_form: HashMap<&'p str, Vec<(u32, &'p Pattern)>>,
}

impl<'p> PlainIndex<'p> {
    pub fn new(program: &'p Program) -> Self {
        let patterns = || program.topics.iter().flat_map(|t| &t.cues).map(|c| &c.pattern);
        let mut common: HashMap<&str, usize> = HashMap::new();
        for pattern in patterns() {
            each_form(pattern, &mut |form| *common.entry(form).or_default() += 1);
        }
        let mut by_form: HashMap<&str, Vec<(u32, &Pattern)>> = HashMap::new();
        for (n, pattern) in (0..).zip(patterns()) {
            let anchors: BTreeSet<&str> = anchors(pattern, &common).into_iter().collect();
            for anchor in anchors {
                by_form.entry(anchor).or_default().push((n, pattern));
            }
        }
        Self { by_form }
    }

    /// Numbers of the cues that match, ascending.
    pub fn matches(&self, question: &Question) -> Vec<u32> {
        let mut found = Vec::new();
        let mut seen = HashSet::new();
        for (_, form) in &question.words {
            for (n, pattern) in self.by_form.get(&**form).into_iter().flatten() {
                if seen.insert(*n) && holds(pattern, question) {
                    found.push(*n);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// How many cues the words of a question lead to.
    pub fn candidates(&self, question: &Question) -> usize {
        let lists = question.words.iter().filter_map(|(_, form)| self.by_form.get(&**form));
        lists.map(Vec::len).sum()
    }
}

fn each_form<'p>(pattern: &'p Pattern, see: &mut impl FnMut(&'p str)) {
    match pattern {
        Pattern::Form(form) => see(form),
        Pattern::Phrase(forms) => forms.iter().for_each(|f| see(f)),
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().for_each(|p| each_form(p, see)),
        Pattern::Near(a, _, b) => [a, b].into_iter().for_each(|p| each_form(p, see)),
        Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => {
            unreachable!("the generator makes none")
        }
    }
}

fn anchors<'p>(pattern: &'p Pattern, common: &HashMap<&str, usize>) -> Vec<&'p str> {
    let cost = |forms: &Vec<&str>| forms.iter().map(|f| common[f]).sum::<usize>();
    match pattern {
        Pattern::Form(form) => vec![form],
        Pattern::Phrase(forms) => forms
            .iter()
            .map(String::as_str)
            .min_by_key(|f| common[f])
            .into_iter()
            .collect(),
        Pattern::And(parts) => parts
            .iter()
            .map(|p| anchors(p, common))
            .min_by_key(cost)
            .unwrap_or_default(),
        Pattern::Or(parts) => parts.iter().flat_map(|p| anchors(p, common)).collect(),
        Pattern::Near(a, _, b) => [a, b]
            .into_iter()
            .map(|p| anchors(p, common))
            .min_by_key(cost)
            .unwrap_or_default(),
        Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => Vec::new(),
    }
}

fn holds(pattern: &Pattern, q: &Question) -> bool {
    match pattern {
        Pattern::And(parts) => parts.iter().all(|p| holds(p, q)),
        Pattern::Or(parts) => parts.iter().any(|p| holds(p, q)),
        Pattern::Form(form) => q.words.iter().any(|(_, f)| f == form),
        Pattern::Phrase(forms) => q
            .words
            .windows(forms.len())
            .any(|run| run.iter().map(|(_, f)| f).eq(forms)),
        Pattern::Near(a, distance, b) => {
            let (Pattern::Form(a), Pattern::Form(b)) = (&**a, &**b) else {
                unreachable!("the generator makes none")
            };
            let at = |form: &str| -> Vec<usize> {
                let words = q.words.iter().enumerate();
                words.filter(|(_, (_, f))| f == form).map(|(n, _)| n).collect()
            };
            let right = at(b);
            let near = |x: &usize| right.iter().any(|y| x != y && x.abs_diff(*y) <= *distance as usize);
            at(a).iter().any(near)
        }
        Pattern::Exact(_) | Pattern::Prefix(_) | Pattern::Entity(_) | Pattern::Not(_) => {
            unreachable!("the generator makes none")
        }
    }
}

/// A scan for every word and phrase of all cues at once. It finds the words, not the cues.
pub struct Scan(AhoCorasick);

impl Scan {
    pub fn new(program: &Program) -> Self {
        let mut literals = HashSet::new();
        for cue in program.topics.iter().flat_map(|t| &t.cues) {
            each_literal(&cue.pattern, &mut literals);
        }
        let mut literals: Vec<String> = literals.into_iter().collect();
        literals.sort_unstable();
        Self(AhoCorasick::new(literals).unwrap())
    }

    /// The text that is scanned: forms apart by spaces.
    pub fn text(question: &Question) -> String {
        let forms = question.words.iter().map(|(_, f)| format!(" {f}"));
        forms.chain([" ".to_owned()]).collect()
    }

    /// How many literals are found.
    pub fn count(&self, text: &str) -> usize {
        self.0.find_overlapping_iter(text).count()
    }
}

fn each_literal(pattern: &Pattern, out: &mut HashSet<String>) {
    match pattern {
        Pattern::Phrase(forms) => {
            out.insert(format!(" {} ", forms.join(" ")));
        }
        Pattern::And(parts) | Pattern::Or(parts) => parts.iter().for_each(|p| each_literal(p, out)),
        Pattern::Near(a, _, b) => [a, b].into_iter().for_each(|p| each_literal(p, out)),
        other => each_form(other, &mut |form| {
            out.insert(format!(" {form} "));
        }),
    }
}
