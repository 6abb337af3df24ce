//! `lotsman import`: a labelled set becomes a base.

mod collect;
mod names;
mod write;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::args::{Common, LangArg};
use super::output::pick;
use super::rows::{RowArgs, Rows};
use super::{CLEAN, FINDINGS, Outcome, files, output};
use crate::diag::russian_form;
use crate::value::Lang;

use collect::Collected;

/// `import`
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// What to import.
    #[command(subcommand)]
    pub what: What,
}

/// What to import.
#[derive(Debug, Subcommand)]
pub enum What {
    /// Размеченные фразы становятся базой: метка — темой · Labelled phrases become a base: a topic a label
    Intents(IntentsArgs),
}

/// `import intents`
#[derive(Debug, Args)]
pub struct IntentsArgs {
    /// Файлы TSV, CSV, JSONL, Rasa NLU, Parquet; несколько складываются · Files; several are put together
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// Папка новой базы · Folder of the new base
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
    /// Язык базы; обычно виден по буквам · Language of the base; its letters usually tell
    #[arg(long, value_name = "ru|en")]
    pub language: Option<LangArg>,
    /// Имя базы; обычно имя папки · Name of the base; that of the folder by default
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Столбец с ответами тем; без него отвечает оператор · Column of answers; without it operators answer
    #[arg(long, value_name = "COLUMN")]
    pub answer_column: Option<String>,
    /// Писать в папку, где уже что-то есть · Write into a folder that is not empty
    #[arg(long)]
    pub force: bool,
    /// How rows are read.
    #[command(flatten)]
    pub rows: RowArgs,
}

/// Most rows of a kind that are told about one by one.
const SHOWN: usize = 20;

/// Imports.
pub fn run(common: &Common, args: &ImportArgs) -> Outcome {
    let What::Intents(args) = &args.what;
    folder_is_free(&args.output, args.force)?;
    let mut collected = Collected::new(args.answer_column.as_deref());
    let mut faults = 0_usize;
    for path in &args.files {
        for row in Rows::open(path, &args.rows)? {
            match row {
                Ok(row) => collected.add(row),
                Err(fault) if fault.fatal || args.rows.strict => return Err(fault.both()),
                Err(fault) => {
                    faults += 1;
                    if faults <= SHOWN {
                        let lang = output::lang(common, Lang::Ru);
                        output::note(&fault.text(lang));
                    }
                }
            }
        }
    }
    if collected.intents.is_empty() {
        return Err(
            "ни одной фразы с меткой: нужны строки вида «метка<табуляция>текст» или столбцы label и text \
             · no phrase with a label: rows like “label<tab>text” are needed, or columns label and text"
                .to_owned(),
        );
    }
    let language = args.language.map_or_else(|| collected.language(), Lang::from);
    let name = args.name.clone().unwrap_or_else(|| name_of(&args.output));
    let base = write::Base::new(&collected, language, &name);
    base.write(&args.output)?;
    let lang = output::lang(common, language);
    output::print(&report(&collected, &args.output, lang));
    if faults > 0 {
        output::print(&match lang {
            Lang::Ru => format!("Не прочитано строк: {faults}\n"),
            Lang::En => format!("Rows that could not be read: {faults}\n"),
        });
        return Ok(FINDINGS);
    }
    Ok(CLEAN)
}

/// The folder's own name.
fn name_of(folder: &Path) -> String {
    let whole = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    whole
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned())
}

fn folder_is_free(folder: &Path, force: bool) -> Result<(), String> {
    if folder.is_file() {
        return Err(format!(
            "«{0}» — файл, а нужна папка для новой базы · “{0}” is a file, not a folder for the new base",
            folder.display()
        ));
    }
    let empty = !folder.exists() || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if empty || force {
        return Ok(());
    }
    Err(format!(
        "в папке «{0}» уже что-то есть: она не тронута. Назовите новую папку или добавьте --force, тогда прежний ввоз заменится, \
         а другие файлы останутся · the folder “{0}” is not empty and was left alone. Name a new one, or add --force: an earlier \
         import is replaced, other files stay",
        folder.display()
    ))
}

fn report(collected: &Collected, folder: &Path, lang: Lang) -> String {
    let (topics, phrases) = (collected.intents.len(), collected.phrases());
    let mut text = match lang {
        Lang::Ru => format!(
            "Готова база «{}»: {topics} {}, {phrases} {}, вне тем: {}\n",
            folder.display(),
            russian_form(topics, ["тема", "темы", "тем"]),
            russian_form(phrases, ["фраза", "фразы", "фраз"]),
            collected.out_of_scope.len(),
        ),
        Lang::En => format!(
            "The base “{}” is ready: {topics} topics, {phrases} phrases, out of scope: {}\n",
            folder.display(),
            collected.out_of_scope.len(),
        ),
    };
    let dropped = &collected.dropped;
    for (count, ru, en) in [
        (dropped.repeated, "Повторов опущено", "Repetitions left out"),
        (
            dropped.elsewhere,
            "Опущено фраз, которые уже есть под другой меткой",
            "Phrases left out because another label has them",
        ),
        (
            dropped.unlabelled,
            "Опущено строк без метки",
            "Rows without a label left out",
        ),
        (dropped.empty, "Опущено пустых текстов", "Empty texts left out"),
        (
            dropped.long,
            "Опущено слишком длинных текстов",
            "Texts left out as too long",
        ),
        (
            dropped.answers,
            "Опущено ответов, которые расходятся с первым ответом темы",
            "Answers left out that differ from the topic's first",
        ),
    ] {
        if count > 0 {
            text.push_str(&format!("{}: {count}\n", pick(lang, ru, en)));
        }
    }
    for (phrase, first, second) in dropped.examples.iter() {
        text.push_str(&match lang {
            Lang::Ru => format!("  «{phrase}»: под «{first}» и под «{second}»\n"),
            Lang::En => format!("  “{phrase}”: under “{first}” and under “{second}”\n"),
        });
    }
    if let Some(missing) = &collected.answers_missing {
        text.push_str(&match lang {
            Lang::Ru => format!("Столбца «{missing}» с ответами не нашлось: темы отвечают через оператора\n"),
            Lang::En => format!("There was no column “{missing}” of answers: operators answer the topics\n"),
        });
    }
    text
}

/// Removes what an earlier import wrote into a folder.
fn clear(folder: &Path, mark: &str) -> Result<(), String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(());
    };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_ours = path.is_file() && files::read(&path).is_ok_and(|bytes| bytes.starts_with(mark.as_bytes()));
        if is_ours {
            std::fs::remove_file(&path).map_err(|e| {
                let (ru, en) = files::reason(&e);
                format!("файл «{0}» не удалён: {ru} · cannot remove “{0}”: {en}", path.display())
            })?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
