//! `lotsman build`

use super::args::{BuildArgs, Common};
use super::opening::BundleArgs;
use super::{CLEAN, FINDINGS, Outcome, files, output};
use crate::bundle::Bundle;
use crate::bundle::container::MAGIC;
use crate::compile::{self, Checked};
use crate::diag::{self, Severity, Summary};
use crate::value::Lang;

/// Checks and compiles the base into one file.
pub fn run(common: &Common, args: &BuildArgs) -> Outcome {
    let checked = compile::check(files::read_base(&common.base)?);
    let lang = output::lang(common, checked.lang);
    let Some(bytes) = compiled(common, &checked)? else {
        return Ok(FINDINGS);
    };
    let name = format!("{}.lotsman", checked.model.program.name);
    let path = args.output.clone().unwrap_or_else(|| common.base.join(name));
    files::must_be_ours(&path, |start| start.starts_with(&MAGIC))?;
    files::write_atomic(&path, &bytes)?;
    let text = match lang {
        Lang::Ru => format!("Собрано: {} ({} КБ)\n", path.display(), bytes.len().div_ceil(1024)),
        Lang::En => format!("Built: {} ({} KB)\n", path.display(), bytes.len().div_ceil(1024)),
    };
    output::print(&text);
    Ok(CLEAN)
}

/// The bytes of the bundle; when the base has errors, prints them and gives `None`.
fn compiled(common: &Common, checked: &Checked) -> Result<Option<Vec<u8>>, String> {
    let built = compile::build(checked).map_err(|e| format!("{e} · {e}"))?;
    let (bytes, refused) = match built {
        Ok(bytes) => (Some(bytes), Vec::new()),
        Err(refused) => (None, refused),
    };
    let mut shown = checked.diagnostics.clone();
    shown.extend(refused);
    // A build speaks of what stops it; the rest is for `check`.
    shown.retain(|d| d.severity == Severity::Error);
    if bytes.is_none() {
        let lang = output::lang(common, checked.lang);
        let color = output::colored(common);
        output::print(&diag::human_with(&shown, &checked.sources, &checked.model, lang, color));
        output::print(&format!("{}\n", Summary::of(&shown).sentence(lang)));
    }
    Ok(bytes)
}

/// A ready bundle, or the base of the folder compiled in memory; `None` when it has errors, which are
/// printed.
pub fn opened(common: &Common, ready: &BundleArgs) -> Result<Option<Bundle>, String> {
    match &ready.bundle {
        Some(path) => ready.open(path).map(Some),
        None => Ok(in_memory(common)?.map(|(_, bundle)| bundle)),
    }
}

/// Compiles the base in memory for `chat` and `test`; `None` when it has errors, which are printed.
pub fn in_memory(common: &Common) -> Result<Option<(Checked, Bundle)>, String> {
    let checked = compile::check(files::read_base(&common.base)?);
    let Some(bytes) = compiled(common, &checked)? else {
        return Ok(None);
    };
    let bundle = Bundle::from_bytes(bytes).map_err(|e| {
        format!(
            "собранная база не открывается: {} · the base that was built does not open: {}",
            e.message(Lang::Ru),
            e.message(Lang::En)
        )
    })?;
    Ok(Some((checked, bundle)))
}
