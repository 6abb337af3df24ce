//! Arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::classify::ClassifyArgs;
use super::decide::DecideArgs;
use super::dmn::DmnArgs;
use super::graph::GraphArgs;
use super::import::ImportArgs;
use super::inspect::InspectArgs;
use super::migrate::MigrateArgs;
use super::opening::BundleArgs;
use super::rows::RowArgs;
use super::say::SayArgs;
use super::search::SearchArgs;
#[cfg(feature = "serve")]
use super::serve::ServeArgs;
use super::signing::{KeygenArgs, SignArgs, VerifyArgs};
use super::why::WhyArgs;
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
    /// Показать, как текст прозвучит: SSML, слова или звук · Show how a text sounds: SSML, words or sound
    Say(SayArgs),
    /// Что следует из фактов: для одного человека или для миллиона · What follows from facts: for one person or a million
    Decide(DecideArgs),
    /// Объяснить вывод: правила, факты, основания · Explain a conclusion: rules, facts, grounds
    Why(WhyArgs),
    /// Что станет с начатыми разговорами, когда сборку заменит новая · What becomes of conversations when a new bundle takes over
    MigrateCheck(MigrateArgs),
    /// Сделать базу из готовых данных · Make a base of existing data
    Import(ImportArgs),
    /// Проверить понимание на вопросах с известной темой · Judge understanding by labelled questions
    Eval(EvalArgs),
    /// Предложить фразы и темы по журналу обращений · Propose phrases and topics from a log of messages
    Suggest(SuggestArgs),
    /// Нарисовать сценарий или всю базу · Draw a scenario or the whole base
    Graph(GraphArgs),
    /// Отвечать по сети: чат, звонки, передача операторам · Serve over the network: chat, calls, hand-over
    #[cfg(feature = "serve")]
    Serve(ServeArgs),
    /// Сделать пару ключей для подписи сборок · Make a pair of keys to sign bundles with
    Keygen(KeygenArgs),
    /// Подписать сборку · Sign a bundle
    Sign(SignArgs),
    /// Проверить, кто подписал сборку · Check who signed a bundle
    Verify(VerifyArgs),
    /// Показать, что внутри сборки · Show what is in a bundle
    Inspect(InspectArgs),
    /// Решения в формате DMN: перенести, проверить, выгрузить · Decisions in DMN: import, test, export
    Dmn(DmnArgs),
}

/// `check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Вид отчёта · Form of the report
    #[arg(long, default_value = "human")]
    pub format: ReportArg,
    /// Записать отчёт в файл · Write the report to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Не сообщать о том, что отложено этим списком · Leave out what this list postpones
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Записать всё найденное в список отложенного · Write all that is found to a list of what is postponed
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "since", "output", "format", "save_witness", "bounds"])]
    pub write_baseline: Option<PathBuf>,
    /// Только о том, что изменено после этой ревизии git · Only about what changed since this git revision
    #[arg(long, value_name = "REV")]
    pub since: Option<String>,
    /// С --since: чужие правки — записи не этого сегмента или владельца · With --since: changes to what this segment or owner does not own
    #[arg(long = "as", value_name = "SEGMENT", requires = "since")]
    pub acting: Option<String>,
    /// Исправить то, что исправляется однозначно · Mend what can be mended in one way only
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline", "since", "output", "format", "save_witness", "bounds"])]
    pub fix: bool,
    /// С --fix: ничего не менять, показать разницу; код 1, если она есть · With --fix: change nothing, show the diff
    #[arg(long, requires = "fix")]
    pub dry_run: bool,
    /// Не пользоваться памятью прошлой проверки · Do not use the memory of the last check
    #[arg(long)]
    pub no_cache: bool,
    /// Записать сюда по тесту-диалогу на каждое показанное замечание · Write a dialog test for each finding that can be shown
    #[arg(long, value_name = "DIR")]
    pub save_witness: Option<PathBuf>,
    /// День, на который искать устаревшее, обычно сегодня · Day on which things are out of date, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Обучить распознавание и проверить каждую фразу, как бы велика ни была база · Train the ranker and judge every phrase, however large the base
    #[arg(long)]
    pub judge: bool,
    /// Показать, сколько вопросов и секунд речи возможно в каждом сценарии · Show how many questions and spoken seconds each scenario may take
    #[arg(long, conflicts_with_all = ["baseline", "since", "save_witness"])]
    pub bounds: bool,
}

/// Form of the report of `check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportArg {
    /// Для людей · For people
    Human,
    /// JSON
    Json,
    /// SARIF 2.1.0 для хостинга кода и редакторов · SARIF 2.1.0 for code hosts and editors
    Sarif,
    /// Пометки в запросе на изменение · Annotations of a pull request
    Github,
    /// JUnit для CI · JUnit for CI
    Junit,
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
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Канал · Channel
    #[arg(long, value_name = "chat|voice", default_value = "chat")]
    pub channel: ChannelArg,
    /// День разговора, обычно сегодня · Day of the conversation, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// Начать с этого сценария · Start in this scenario
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Показывать слова так, как их произнесут по телефону · Show the words as they are said by telephone
    #[arg(long)]
    pub spoken: bool,
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
    /// Найти все пороги и показать тесты на их границах; с --accept — записать их в scenarios/boundaries.dialog
    /// · Find all thresholds and show tests at their boundaries; with --accept write them to scenarios/boundaries.dialog
    #[arg(long, conflicts_with_all = ["junit", "coverage", "min_coverage", "trace"])]
    pub boundaries: bool,
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

/// `eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// Вопросы с темами: TSV, CSV, JSONL, Rasa YAML, Parquet; метка oos — посторонний вопрос
    /// · Questions with topics: TSV, CSV, JSONL, Rasa YAML, Parquet; the label oos is a foreign question
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Вид отчёта · Form of the report
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// Записать отчёт с графиками · Write a report with charts
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    /// Сравнить с этим отчётом, обычно с eval.accepted.json базы · Compare with this report, by default the base's eval.accepted.json
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Принять этот отчёт: с ним будут сравнивать дальше · Accept this report: later runs are compared with it
    #[arg(long, conflicts_with = "tune")]
    pub accept: bool,
    /// Предложить пороги для манифеста · Propose thresholds for the manifest
    #[arg(long)]
    pub tune: bool,
    /// Допустимая доля неверных среди ответов для --tune · Share of wrong answers that --tune allows
    #[arg(long, value_name = "SHARE", default_value_t = 0.05, value_parser = share)]
    pub target_error: f64,
    /// Оставить без проверки строки с метками, которых нет в базе · Leave out rows whose labels the base lacks
    #[arg(long)]
    pub ignore_unknown_labels: bool,
    /// День, на который судят, обычно сегодня · Day of judgement, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// How the file is read.
    #[command(flatten)]
    pub rows: RowArgs,
}

/// `suggest`
#[derive(Debug, Args)]
pub struct SuggestArgs {
    /// Журнал обращений: текст в строке, TSV, CSV, JSONL, Parquet или .dialog
    /// · Log of messages: a text a line, TSV, CSV, JSONL, Parquet or .dialog
    #[arg(value_name = "LOG")]
    pub log: PathBuf,
    /// A bundle instead of the base.
    #[command(flatten)]
    pub ready: BundleArgs,
    /// Вид отчёта · Form of the report
    #[arg(long, default_value = "human")]
    pub format: FormatArg,
    /// Все сообщения, а не только непонятые и переспрошенные · All messages, not only those not understood or asked back
    #[arg(long)]
    pub all: bool,
    /// Не меньше стольких похожих сообщений · At least so many similar messages
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    pub min_count: u32,
    /// Не больше стольких предложений · At most so many proposals
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// День, на который судят, обычно сегодня · Day of judgement, today by default
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// How the file is read.
    #[command(flatten)]
    pub rows: RowArgs,
}

/// A number from 0 to 1.
fn share(text: &str) -> Result<f64, String> {
    match text.replace(',', ".").parse::<f64>() {
        Ok(n) if (0.0..=1.0).contains(&n) => Ok(n),
        _ => Err("нужно число от 0 до 1, например 0.05 · a number from 0 to 1 is wanted, such as 0.05".to_owned()),
    }
}
