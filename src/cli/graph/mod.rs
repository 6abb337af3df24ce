//! `lotsman graph`: decision graphs as pictures.

mod coverage;
mod draw;
mod findings;
mod map;
mod rows;

#[cfg(test)]
mod tests;

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::Common;
use super::{CLEAN, Outcome, files, output};
use crate::bundle::program::{Program, ScenarioId};
use crate::compile;
use crate::model::yaml::suggest;
use crate::picture::{self, Fold, Options, Page};
use crate::source::fold;
use crate::value::{Date, Lang};

use draw::Drawing;

/// `graph`
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// Имя сценария · Name of a scenario
    #[arg(value_name = "SCENARIO", required_unless_present = "all", conflicts_with = "all")]
    pub scenario: Option<String>,
    /// Все сценарии и карта переходов между ними; html — одной страницей
    /// · All scenarios and the map of calls between them; html as one page
    #[arg(long)]
    pub all: bool,
    /// Вид картинки · Form of the picture
    #[arg(long, value_name = "FORM", default_value = "html")]
    pub format: FormArg,
    /// Куда записать; обычно на стандартный вывод · Where to write; standard output by default
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Показать и то, что бывает, когда гражданина не поняли, он молчит или источник не ответил (на странице это переключатель)
    /// · Also show what happens on no match, silence, failure (the page has a switch for it)
    #[arg(long)]
    pub handlers: bool,
    /// Не прогонять тесты-диалоги: страница без покрытия, зато быстрее · Do not play the dialog tests: no coverage, but faster
    #[arg(long)]
    pub no_coverage: bool,
    /// Показать покрытие тестами-диалогами и в svg, dot и mermaid · Show what the dialog tests cover in svg, dot and mermaid too
    #[arg(long, conflicts_with = "no_coverage")]
    pub coverage: bool,
    /// День, на который искать устаревшее, обычно сегодня · Day on which things are out of date, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
}

/// Form of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormArg {
    /// Рисунок · A drawing
    Svg,
    /// Страница, по которой можно ходить · A page to walk about in
    Html,
    /// Graphviz
    Dot,
    /// Mermaid
    Mermaid,
}

/// Draws a scenario, or all.
pub fn run(common: &Common, args: &GraphArgs) -> Outcome {
    let inputs = files::read_base(&common.base)?;
    let today = args.date.unwrap_or_else(|| jiff::Zoned::now().date());
    let checked = compile::check_on(inputs, today);
    let lang = output::lang(common, checked.lang);
    let program = &checked.model.program;
    let chosen = match &args.scenario {
        Some(name) => named(program, name)?,
        None => (0..program.scenarios.len()).collect(),
    };
    let covered = if args.coverage || args.format == FormArg::Html && !args.no_coverage {
        coverage::Visits::of(&checked)?
    } else {
        None
    };
    let options = Options {
        lang,
        fold: if args.handlers { Fold::Unfolded } else { Fold::Folded },
    };
    let ids = chosen.iter().map(|n| ScenarioId(u32::try_from(*n).unwrap_or(u32::MAX)));
    let ids: Vec<ScenarioId> = ids.collect();
    let mut drawing = Drawing::new(&checked, covered.as_ref(), lang);
    if args.format == FormArg::Html {
        // Only the page shows what is known.
        drawing = drawing.with_known(&ids);
    }
    let pictures: Vec<picture::Picture> = ids.iter().map(|id| drawing.scenario(*id)).collect();
    let map = args.all.then(|| map::of(&drawing));
    let text = match args.format {
        FormArg::Html => {
            let title = if program.title.is_empty() {
                &program.name
            } else {
                &program.title
            };
            on_deep_stack(|| {
                picture::html(&Page {
                    title,
                    lang,
                    map: map.as_ref(),
                    pictures: &pictures,
                    tests: covered.as_ref().map(|c| c.tests),
                })
            })?
        }
        FormArg::Svg => {
            let drawn = match (&map, pictures.as_slice()) {
                (Some(map), _) => map,
                (None, [picture]) => picture,
                (None, _) => return Err(several(args)),
            };
            if drawn.cards.len() > picture::MAX_CARDS {
                return Err(too_many(drawn.cards.len()));
            }
            on_deep_stack(|| picture::svg(drawn, options))?
        }
        FormArg::Dot => written(map.iter().chain(&pictures), |p| picture::dot(p, options)),
        FormArg::Mermaid => match (&map, pictures.as_slice()) {
            (Some(map), _) => picture::mermaid(map, options),
            (None, [picture]) => picture::mermaid(picture, options),
            (None, _) => return Err(several(args)),
        },
    };
    match &args.output {
        None => {
            output::print(&text);
        }
        Some(path) => {
            let start: &[&[u8]] = match args.format {
                FormArg::Svg => &[b"<svg"],
                FormArg::Html => &[b"<!DOCTYPE html>"],
                FormArg::Dot => &[b"digraph"],
                FormArg::Mermaid => &[b"---", b"flowchart"],
            };
            files::must_be_ours(path, |text| start.iter().any(|s| text.starts_with(s)))?;
            files::write_atomic(path, text.as_bytes())?;
            output::print(&match lang {
                Lang::Ru => format!("Записано: {} ({} КБ)\n", path.display(), text.len().div_ceil(1024)),
                Lang::En => format!("Written: {} ({} KB)\n", path.display(), text.len().div_ceil(1024)),
            });
        }
    }
    Ok(CLEAN)
}

fn written<'p>(all: impl Iterator<Item = &'p picture::Picture>, write: impl Fn(&picture::Picture) -> String) -> String {
    all.map(write).collect::<Vec<_>>().join("\n")
}

/// The scenarios of a name: its editions stand side by side.
fn named(program: &Program, name: &str) -> Result<Vec<usize>, String> {
    let wanted = fold(name.trim()).into_owned();
    let found: Vec<usize> = program
        .scenarios
        .iter()
        .enumerate()
        .filter(|(_, s)| *s.name == *wanted)
        .map(|(n, _)| n)
        .collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names = program.scenarios.iter().map(|s| &*s.name);
    let (ru, en) = match suggest(&wanted, names) {
        Some(near) => (format!(". Может быть, «{near}»?"), format!(". Did you mean “{near}”?")),
        None => (String::new(), String::new()),
    };
    Err(format!(
        "сценария «{name}» в базе нет{ru} · the base has no scenario “{name}”{en}"
    ))
}

fn several(args: &GraphArgs) -> String {
    let name = args.scenario.as_deref().unwrap_or_default();
    format!(
        "у сценария «{name}» несколько редакций, одной картинкой их не нарисовать: возьмите --format html или dot · the scenario “{name}” has several editions, which do not fit one picture: take --format html or dot"
    )
}

fn too_many(n: usize) -> String {
    format!(
        "в картинке {n} узлов, больше {0} рисовать незачем: её никто не прочтёт. Возьмите --format dot · the picture has {n} nodes; more than {0} are not drawn, nobody could read it. Take --format dot",
        picture::MAX_CARDS
    )
}

/// The library that lays graphs out walks them recursively: a chain of a thousand steps is as deep.
fn on_deep_stack(draw: impl FnOnce() -> String + Send) -> Result<String, String> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(64 * 1024 * 1024).build();
    let pool = pool.map_err(|e| format!("рисунок не составлен: {e} · the picture was not made: {e}"))?;
    Ok(pool.install(draw))
}
