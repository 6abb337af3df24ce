//! `lotsman dmn import`

use super::base::Base;
use super::import::Refused;
use super::{ImportArgs, run::text, xml};
use crate::cli::args::Common;
use crate::cli::{CLEAN, FINDINGS, Outcome, files, output};
use crate::diag::{self, Arg, Diagnostic, Severity, codes};
use crate::source::{Source, Sources};
use crate::span::{FileId, Span};
use crate::syntax::format::{FormatOptions, format};
use crate::syntax::tree::FileKind;
use crate::value::Lang;

/// Imports a model.
pub fn run(common: &Common, args: &ImportArgs) -> Outcome {
    let bytes = files::read(&args.file)?;
    let text = text(&bytes);
    let mut sources = Sources::new();
    let file = sources.add(Source::new(args.file.display().to_string(), text.as_str()));
    let lang = output::lang(common, Lang::Ru);
    let (base, mut found) = match Base::read(&text) {
        Ok(base) => {
            let found = findings(&base, file);
            (Some(base), found)
        }
        Err(fault) => (None, vec![not_xml(&fault, file)]),
    };
    diag::sort(&mut found);
    if !found.is_empty() {
        output::note(diag::human(&found, &sources, lang, false).trim_end());
    }
    let Some(base) = base else { return Ok(FINDINGS) };
    let written = Source::new("dmn.scenario", base.imported.text.as_str());
    let written = format(&written, FileKind::Scenario, FormatOptions::default()).text;
    match &args.output {
        Some(path) => files::write_atomic(path, written.as_bytes())?,
        None => {
            output::print(&written);
        }
    }
    let weighty = found.iter().any(|d| d.severity > Severity::Note);
    Ok(if weighty { FINDINGS } else { CLEAN })
}

/// A place in the file; a line at most.
fn span(at: u32) -> Span {
    Span::new(at, at.saturating_add(1))
}

fn not_xml(fault: &xml::XmlFault, file: FileId) -> Diagnostic {
    Diagnostic::new(&codes::DMN_NOT_XML, file, span(fault.at)).arg("what", fault.what.as_str())
}

/// What was not taken over.
pub fn findings(base: &Base, file: FileId) -> Vec<Diagnostic> {
    let words = |why: &Refused| Arg::Words {
        ru: why.ru.clone(),
        en: why.en.clone(),
    };
    let refused = base.imported.decisions.iter().filter_map(|(name, result)| {
        let why = result.as_ref().err()?;
        Some(
            Diagnostic::new(&codes::DMN_DECISION, file, span(why.at))
                .arg("name", name.as_str())
                .arg("what", words(why)),
        )
    });
    let other = base
        .dmn
        .other
        .iter()
        .map(|(name, at)| Diagnostic::new(&codes::DMN_ELEMENT, file, span(*at)).arg("name", name.as_str()));
    refused.chain(other).collect()
}
