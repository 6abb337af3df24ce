//! `lotsman explain`

use super::args::{Common, ExplainArgs};
use super::{CLEAN, Outcome, output};
use crate::diag::{self, find_entry};
use crate::value::Lang;

/// Prints the page of a code, or all codes.
pub fn run(common: &Common, args: &ExplainArgs) -> Outcome {
    let lang = output::lang(common, Lang::Ru);
    let Some(code) = &args.code else {
        for entry in diag::all_entries() {
            output::print(&format!("{}  {}\n", entry.code, entry.headline.get(lang)));
        }
        return Ok(CLEAN);
    };
    let Some(entry) = find_entry(code) else {
        return Err(format!("кода «{code}» нет; все коды: lotsman explain · there is no code “{code}”; all codes: lotsman explain"));
    };
    output::print(diag::page(entry));
    Ok(CLEAN)
}
