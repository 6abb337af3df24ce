//! `lotsman fmt`

use std::path::PathBuf;

use super::args::{Common, FmtArgs, LangArg};
use super::{CLEAN, FINDINGS, Outcome, files, output};
use crate::source::Source;
use crate::syntax::format::{FormatOptions, Keywords, format};
use crate::syntax::keywords;
use crate::syntax::tree::FileKind;
use crate::value::Lang;

/// Formats files in place, or tells which would change.
pub fn run(common: &Common, args: &FmtArgs) -> Outcome {
    let lang = output::lang(common, files::language(&common.base));
    let paths = if args.files.is_empty() {
        of_base(common)?
    } else {
        args.files.clone()
    };
    let options = FormatOptions {
        keywords: args.keywords.map_or(Keywords::Keep, |l| Keywords::To(keywords(l))),
    };
    let mut changed = 0_usize;
    let mut unreadable = 0_usize;
    for path in &paths {
        let name = path.to_string_lossy().into_owned();
        let Some(kind) = FileKind::of_path(&name) else {
            return Err(format!(
                "«{name}» — не .topic, .scenario или .dialog · “{name}” is not a .topic, .scenario or .dialog file"
            ));
        };
        let bytes = files::read(path)?;
        let Ok(text) = String::from_utf8(bytes) else {
            return Err(format!(
                "«{name}» не в UTF-8: пересохраните файл в этой кодировке · “{name}” is not UTF-8"
            ));
        };
        let formatted = format(&Source::new(name.as_str(), text.as_str()), kind, options);
        unreadable += formatted.unreadable.len();
        if formatted.text == text {
            continue;
        }
        changed += 1;
        if args.check {
            output::print(&format!("{name}\n"));
        } else {
            files::write_atomic(path, formatted.text.as_bytes())?;
        }
    }
    let summary = match (lang, args.check) {
        (Lang::Ru, true) => format!("Изменились бы: {changed} из {}\n", paths.len()),
        (Lang::Ru, false) => format!("Изменено файлов: {changed} из {}\n", paths.len()),
        (Lang::En, true) => format!("Would change: {changed} of {}\n", paths.len()),
        (Lang::En, false) => format!("Changed: {changed} of {}\n", paths.len()),
    };
    output::print(&summary);
    if unreadable > 0 {
        output::print(match lang {
            Lang::Ru => {
                "Есть строки, которые не удалось прочитать: они оставлены как были. Что с ними не так, скажет lotsman check\n"
            }
            Lang::En => "Some lines could not be read and were left as they were: see lotsman check\n",
        });
    }
    Ok(if args.check && changed > 0 { FINDINGS } else { CLEAN })
}

fn keywords(arg: LangArg) -> keywords::Lang {
    match arg {
        LangArg::Ru => keywords::Lang::Ru,
        LangArg::En => keywords::Lang::En,
    }
}

fn of_base(common: &Common) -> Result<Vec<PathBuf>, String> {
    let inputs = files::read_base(&common.base)?;
    let names = inputs
        .into_iter()
        .map(|i| i.path)
        .filter(|p| FileKind::of_path(p).is_some());
    Ok(names.map(|p| common.base.join(p)).collect())
}
