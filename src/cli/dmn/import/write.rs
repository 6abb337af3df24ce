//! The lines of the text.

use rustc_hash::FxHashSet;

use super::super::feel::F;
use super::super::feel::K;
use super::super::model::Dmn;
use super::scope::{Bound, Scope};
use super::types::{Ty, of_ref};
use super::{Importer, Refused};

/// Longest line; the language allows no longer ones.
const MAX_LINE: usize = 16_000;

/// A text in quotes.
pub fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A title or question for people: what would begin a hole or end a line is taken out.
pub fn words(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|c| match c {
            '{' => '(',
            '}' => ')',
            c if c.is_control() => ' ',
            c => c,
        })
        .collect();
    quoted(plain.trim())
}

pub fn header(dmn: &Dmn) -> String {
    if dmn.name.trim().is_empty() {
        return String::new();
    }
    let name: String = dmn.name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("# DMN: {}\n\n", name.trim())
}

/// The facts of an input.
pub fn facts(dmn: &Dmn, title: &str, bound: &Bound, seen: &mut FxHashSet<String>, out: &mut String) {
    match bound {
        Bound::Fact(id, ty) => {
            if !seen.insert(id.clone()) {
                return;
            }
            if let Some(allowed) = allowed(dmn, title) {
                out.push_str(&format!("## {allowed}\n"));
            }
            out.push_str(&format!("факт {id}: {} {}\n", ty.ours(), words(title)));
            if ty.ours() != "любое значение" {
                out.push_str(&format!("  вопрос {}\n", words(&format!("{title}?"))));
            }
            out.push_str("конец\n\n");
        }
        Bound::Parts(parts) => {
            for (name, bound) in parts.iter() {
                facts(dmn, &format!("{title}: {name}"), bound, seen, out);
            }
        }
        _ => {}
    }
}

/// The values that the type of an input allows, for whoever reads the base.
fn allowed(dmn: &Dmn, input: &str) -> Option<String> {
    let ty = dmn.inputs.iter().find(|i| i.name == input)?.ty.as_deref()?;
    let (text, _) = dmn.types.iter().find(|t| t.name == ty)?.allowed.as_ref()?;
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    Some(format!("Допустимые значения: {text}"))
}

impl Importer<'_> {
    /// Writes a decision; its id and type.
    pub(super) fn decision(&mut self, i: usize) -> Result<(String, Ty), Refused> {
        let Some(decision) = self.dmn.decisions.get(i) else {
            return Err(Refused::new(0, "такого решения нет", "there is no such decision"));
        };
        let body = decision.body.clone()?;
        let id = self.names.id(&decision.name);
        let ty = of_ref(self.dmn, decision.ty.as_deref()).unbounded();
        if ty == Ty::Time {
            return Err(time(decision.at));
        }
        self.current.push((i, id.clone()));
        let text = self.body(&id, &decision.name, &body, &ty);
        self.current.pop();
        let (text, found) = text?;
        if let Some(long) = text.lines().find(|l| l.len() > MAX_LINE) {
            return Err(Refused::new(
                decision.at,
                format!("выражение слишком длинное: {} байт", long.len()),
                format!("the expression is too long: {} bytes", long.len()),
            ));
        }
        if let Some(texts) = self.texts.get_mut(i) {
            texts.push(text);
        }
        Ok((id, if ty == Ty::Any { found } else { ty }))
    }

    fn body(&mut self, id: &str, name: &str, body: &F, ty: &Ty) -> Result<(String, Ty), Refused> {
        let scope = Scope::default();
        match &body.k {
            K::Table(table) => self.table(id, &words(name), ty, table, &scope),
            K::Context(entries) if entries.iter().all(|(_, f)| !matches!(f.k, K::Function(..))) => {
                let scope = self.entries(entries, &scope)?;
                let parts: Vec<(String, F)> = entries
                    .iter()
                    .map(|(name, f)| (name.clone(), F::new(K::Name(name.clone()), f.at)))
                    .collect();
                let record = F::new(K::Context(parts), body.at);
                self.expression(id, name, &record, ty, &scope)
            }
            K::Result(entries, result) => {
                let scope = self.entries(entries, &scope)?;
                self.expression(id, name, result, ty, &scope)
            }
            _ => self.expression(id, name, body, ty, &scope),
        }
    }

    fn expression(&mut self, id: &str, name: &str, f: &F, ty: &Ty, scope: &Scope) -> Result<(String, Ty), Refused> {
        if let K::Table(table) = &f.k {
            return self.table(id, &words(name), ty, table, scope);
        }
        let written = self.lower(f, scope)?;
        Ok((
            format!(
                "решение {id}: {} = {} {}\n  по правилам DMN\nконец\n",
                ty.ours(),
                written.text,
                words(name)
            ),
            if *ty == Ty::Any { written.ty } else { ty.clone() },
        ))
    }

    /// The entries of a boxed context as decisions of their own.
    fn entries(&mut self, entries: &[(String, F)], scope: &Scope) -> Result<Scope, Refused> {
        let mut scope = scope.clone();
        for (name, f) in entries {
            let bound = match &f.k {
                K::Function(params, body) => {
                    let params = params.iter().map(|p| (p.clone(), Ty::Any)).collect();
                    Bound::Function(
                        std::rc::Rc::new(params),
                        std::rc::Rc::new((**body).clone()),
                        scope.clone(),
                    )
                }
                _ => {
                    let part = self.names.part(name);
                    let id = self.helper_id(&part, &part);
                    let (text, ty) = self.expression(&id, name, f, &Ty::Any, &scope)?;
                    self.helper(text);
                    Bound::Fact(id, ty)
                }
            };
            scope = scope.with(name, bound);
        }
        Ok(scope)
    }
}

pub(super) fn time(at: u32) -> Refused {
    Refused::new(
        at,
        "время суток в нашем языке не участвует в условиях",
        "times of day take no part in conditions here",
    )
}
