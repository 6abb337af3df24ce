//! Arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::classify::ClassifyArgs;
use super::import::ImportArgs;
use super::search::SearchArgs;
use crate::value::{Channel, Date, Lang};

/// Лоцман: знания контакт-центра, проверенные и готовые к разговору.
/// Lotsman: the knowledge of a contact centre, checked and ready to talk.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true, propagate_version = true)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Common {
    /// Папка базы знаний · Folder of the knowledge base
    #[arg(short = 'C', long, global = true, value_name = "DIR", default_value = ".")]
    pub base: PathBuf,
    /// Язык сообщений, обычно из lotsman.yaml · Language of messages, usually from lotsman.yaml
    #[arg(long, global = true, value_name = "ru|en")]
    pub lang: Option<LangArg>,
    /// Цвет · Colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorArg,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// Русский
    Ru,
    /// English
    En,
}

impl From<LangArg> for Lang {
    fn from(arg: LangArg) -> Self {
        match arg {
            LangArg::Ru => Self::Ru,
            LangArg::En => Self::En,
        }
    }
}

/// When to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorArg {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Проверить базу · Check the base
    Check(CheckArgs),
    /// Собрать базу в один файл · Compile the base into one file
    Build(BuildArgs),
    /// Привести файлы к принятому виду · Format files
    Fmt(FmtArgs),
    /// Объяснить код сообщения · Explain a code
    Explain(ExplainArgs),
    /// Поговорить с базой · Talk to the base
    Chat(ChatArgs),
    /// Прогнать тесты-диалоги · Run the dialog tests
    Test(TestArgs),
    /// Определить темы сообщений · Find the topics of messages
    Classify(ClassifyArgs),
    /// Найти темы и меры по словам · Find topics and measures by words
    Search(SearchArgs),
    /// Сделать базу из готовых данных · Make a base of existing data
    Import(ImportArgs),
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Вид отчёта · Form of the report
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// Не пользоваться памятью прошлой проверки · Do not use the memory of the last check
    #[arg(long)]
    pub no_cache: bool,
}

/// Form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArg {
    /// Для людей · For people
    Human,
    /// JSON
    Json,
}

/// `build`
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Куда записать; обычно ИМЯ.lotsman в папке базы · Where to write; NAME.lotsman in the base by default
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `fmt`
#[derive(Debug, Args)]
pub struct FmtArgs {
    /// Только сказать, какие файлы изменились бы; код 1, если такие есть · Only tell which files would change
    #[arg(long)]
    pub check: bool,
    /// Перевести ключевые слова · Convert keywords
    #[arg(long, value_name = "ru|en")]
    pub keywords: Option<LangArg>,
    /// Файлы; обычно все файлы базы · Files; all of the base by default
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// `explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// Код, например L0301; без кода — список · A code; all codes when absent
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `chat`
#[derive(Debug, Args)]
pub struct ChatArgs {
    /// Готовая сборка вместо папки базы · A bundle instead of the folder of a base
    #[arg(long, value_name = "FILE")]
    pub bundle: Option<PathBuf>,
    /// Канал · Channel
    #[arg(long, value_name = "chat|voice", default_value = "chat")]
    pub channel: ChannelArg,
    /// День разговора, обычно сегодня · Day of the conversation, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Начать с этого сценария · Start in this scenario
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
}

/// A channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ChannelArg {
    /// Чат
    Chat,
    /// Голос
    Voice,
}

impl From<ChannelArg> for Channel {
    fn from(arg: ChannelArg) -> Self {
        match arg {
            ChannelArg::Chat => Self::Chat,
            ChannelArg::Voice => Self::Voice,
        }
    }
}

/// `test`
#[derive(Debug, Args)]
pub struct TestArgs {
    /// Только тесты, в названии или файле которых есть эти слова · Only tests whose title or file holds these words
    #[arg(value_name = "FILTER")]
    pub filters: Vec<String>,
    /// Записать в непрошедшие тесты то, что сказано на самом деле · Write what was really said into the failed tests
    #[arg(long)]
    pub accept: bool,
    /// Отчёт JUnit для CI · JUnit report for CI
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Показать, до чего тесты доходят · Show what the tests reach
    #[arg(long)]
    pub coverage: bool,
    /// Не меньше стольких процентов шагов, иначе код 1 · At least so many percent of the steps, else exit code 1
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub min_coverage: Option<u8>,
    /// Показать весь ход разговоров, и удавшихся · Show how all conversations went, also of tests that passed
    #[arg(long)]
    pub trace: bool,
}
