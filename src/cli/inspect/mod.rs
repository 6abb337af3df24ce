//! `lotsman inspect`: what is in a bundle, and as much of it as can be told where it is damaged.

mod about;
mod human;
mod machine;

use std::path::PathBuf;

use clap::Args;

use super::args::{Common, FormatArg};
use super::signing::{self, Seen};
use super::{CLEAN, Outcome, opening, output};
use crate::bundle::container::Container;
use crate::bundle::{Bundle, Survey};
use crate::value::Lang;

/// `inspect`
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Сборка · The bundle
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Открытый ключ, которому доверяют; ключей может быть несколько · A public key that is trusted; several may be given
    #[arg(long, value_name = "NAME.pub")]
    pub key: Vec<PathBuf>,
    /// Вид ответа · Form of the answer
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
}

/// All that is shown of a file.
struct Inspected {
    file: PathBuf,
    survey: Survey,
    /// What it holds, where it opens.
    bundle: Option<Bundle>,
    signatures: Vec<Seen>,
    /// Whether keys were given to hold the signatures against.
    asked: bool,
}

/// Shows what is in a bundle.
pub fn run(common: &Common, args: &InspectArgs) -> Outcome {
    let keys: Result<Vec<_>, String> = args.key.iter().map(|path| opening::public_key(path)).collect();
    let keys = keys?;
    let file = signing::bytes(&args.file)?;
    let survey = Survey::of(&file);
    let container = Container::open(&file).ok();
    let signatures = container.and_then(|c| signing::seen(&file, &c, &keys).ok());
    let inspected = Inspected {
        file: args.file.clone(),
        survey,
        bundle: Bundle::from_bytes(file).ok(),
        signatures: signatures.unwrap_or_default(),
        asked: !keys.is_empty(),
    };
    let base = inspected.bundle.as_ref().map_or(Lang::Ru, |b| b.program().lang);
    let lang = output::lang(common, base);
    let text = match args.format {
        FormatArg::Human => human::text(&inspected, lang),
        FormatArg::Json => format!("{:#}\n", machine::object(&inspected, lang)),
    };
    output::print(&text);
    match &inspected.survey.broken {
        None => Ok(CLEAN),
        Some(e) => Err(opening::refused(&args.file, e)),
    }
}
