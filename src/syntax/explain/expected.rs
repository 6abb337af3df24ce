//! What pest expected, in words.

use pest::error::{Error, ErrorVariant};

use crate::diag::Arg;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords;

/// More alternatives than this only confuse.
const MOST: usize = 4;

/// Rules that together are "a value", wherever a name fits, too.
const VALUES: [Rule; 13] = [
    Rule::kw_yes,
    Rule::kw_no,
    Rule::kw_unknown,
    Rule::kw_today,
    Rule::kw_not,
    Rule::kw_if,
    Rule::date,
    Rule::duration,
    Rule::money,
    Rule::number,
    Rule::string,
    Rule::group,
    Rule::op_neg,
];

/// The words for the rules that an error expected: at most four, none twice.
pub(super) fn words(error: &Error<Rule>) -> Arg {
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        return join(&[("конец строки".to_owned(), "the end of the line".to_owned())]);
    };
    let has = |rule: Rule| positives.contains(&rule);
    let value = has(Rule::name) || has(Rule::call);
    let kinds = has(Rule::kw_type_text);
    let infix = has(Rule::op_eq) || has(Rule::op_le);
    let mut found: Vec<(String, String)> = Vec::new();
    for rule in positives {
        let rule = match rule {
            r if value && (VALUES.contains(r) || matches!(r, Rule::name | Rule::call)) => Rule::expr,
            r if kinds && format!("{r:?}").starts_with("kw_type") => Rule::type_expr,
            Rule::kw_and | Rule::kw_or | Rule::kw_in | Rule::in_test | Rule::member if infix => Rule::op_eq,
            r => *r,
        };
        let Some(words) = word(rule) else { continue };
        if !found.contains(&words) {
            found.push(words);
        }
    }
    // "The end of the line" fits nearly everywhere and helps least.
    let end = word(Rule::EOI);
    if found.len() > 1 {
        found.sort_by_key(|words| Some(words) == end.as_ref());
    }
    found.truncate(MOST);
    if found.is_empty() {
        found.extend(end);
    }
    join(&found)
}

fn join(words: &[(String, String)]) -> Arg {
    let list = |parts: Vec<&str>, or: &str| match parts.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {or} {last}", rest.join(", ")),
        Some((last, _)) => (*last).to_owned(),
        None => String::new(),
    };
    Arg::Words {
        ru: list(words.iter().map(|(ru, _)| ru.as_str()).collect(), "или"),
        en: list(words.iter().map(|(_, en)| en.as_str()).collect(), "or"),
    }
}

/// The words for one rule; none for whole lines and items, which nobody expects by name.
fn word(rule: Rule) -> Option<(String, String)> {
    let (ru, en) = match rule {
        Rule::s
        | Rule::sp
        | Rule::comment
        | Rule::eol
        | Rule::blank
        | Rule::rest_blank
        | Rule::doc_mark
        | Rule::EOI => ("конец строки", "the end of the line"),
        Rule::id
        | Rule::path
        | Rule::names
        | Rule::paths
        | Rule::name
        | Rule::call
        | Rule::named_parts
        | Rule::named_part
        | Rule::param
        | Rule::invocation => ("имя", "a name"),
        Rule::digits
        | Rule::number
        | Rule::integer
        | Rule::money
        | Rule::number_bare
        | Rule::rouble
        | Rule::integer_bare
        | Rule::key_name => ("число", "a number"),
        Rule::date => ("дата", "a date"),
        Rule::time => ("время", "a time"),
        Rule::duration
        | Rule::duration_part
        | Rule::unit
        | Rule::unit_working_day
        | Rule::unit_day
        | Rule::unit_week
        | Rule::unit_month
        | Rule::unit_year
        | Rule::unit_hour
        | Rule::unit_minute
        | Rule::unit_second => ("срок: 7 дней, 2 месяца, …", "a period: 7 days, 2 months, …"),
        Rule::string
        | Rule::str_straight
        | Rule::str_guillemet
        | Rule::str_curly
        | Rule::str_low
        | Rule::str_high
        | Rule::texts
        | Rule::answer_text
        | Rule::pat_phrase => ("текст в кавычках", "a text in quotes"),
        Rule::raw_line | Rule::raw_all => ("слова", "words"),
        Rule::bullet => ("тире «-»", "a dash “-”"),
        Rule::arrow | Rule::arrow_wrong | Rule::any_arrow => ("знак «->»", "the sign “->”"),
        Rule::fat_arrow => ("знак «=>»", "the sign “=>”"),
        Rule::bar => ("черта «|»", "the bar “|”"),
        Rule::comma => ("запятая", "a comma"),
        Rule::colon => ("двоеточие", "a colon"),
        Rule::equals | Rule::equals_wrong => ("знак «=»", "the sign “=”"),
        Rule::lparen | Rule::range_open => ("открывающая скобка", "an opening bracket"),
        Rule::rparen | Rule::range_close => ("закрывающая скобка", "a closing bracket"),
        Rule::dots => ("две точки «..»", "two points “..”"),
        Rule::synonyms | Rule::synonym => ("другие слова в скобках", "other words in brackets"),
        Rule::expr | Rule::unary | Rule::prefix | Rule::op_neg | Rule::primary | Rule::group | Rule::if_expr => {
            ("имя или значение", "a name or a value")
        }
        Rule::infix
        | Rule::op_le
        | Rule::op_ge
        | Rule::op_ne
        | Rule::op_lt
        | Rule::op_gt
        | Rule::op_eq
        | Rule::op_eq_wrong
        | Rule::op_and_wrong
        | Rule::op_or_wrong
        | Rule::op_add
        | Rule::op_sub
        | Rule::op_mul
        | Rule::op_div
        | Rule::op_pow => ("знак действия или сравнения", "a sign of arithmetic or comparison"),
        Rule::postfix | Rule::in_test => ("«в» со значениями", "“in” with values"),
        Rule::member => ("точка и имя столбца", "a point and the name of a column"),
        Rule::test
        | Rule::test_not
        | Rule::test_compare
        | Rule::test_range
        | Rule::test_equal
        | Rule::test_any
        | Rule::test_empty
        | Rule::tests
        | Rule::cell
        | Rule::out_decl => ("содержимое ячейки", "the content of a cell"),
        Rule::type_expr
        | Rule::type_list
        | Rule::type_of_item
        | Rule::type_one_of
        | Rule::type_directory
        | Rule::type_bounded => ("тип", "a type"),
        Rule::bounds | Rule::bound => ("границы: 1..10", "bounds: 1..10"),
        Rule::template | Rule::template_text | Rule::hole | Rule::format | Rule::plural | Rule::plural_form => {
            ("имя факта в фигурных скобках", "the name of a fact in braces")
        }
        Rule::answer | Rule::answer_scenario | Rule::answer_queue | Rule::answer_topic => (
            "сценарий, текст, очередь или тема",
            "a scenario, a text, a queue or a topic",
        ),
        Rule::weight | Rule::weight_points => (
            "вес: +5, -3, «всегда» или «никогда»",
            "a weight: +5, -3, “always” or “never”",
        ),
        Rule::pattern
        | Rule::pat_or
        | Rule::pat_and
        | Rule::pat_near
        | Rule::pat_unary
        | Rule::pat_not
        | Rule::pat_atom
        | Rule::pat_group
        | Rule::pat_synonym
        | Rule::pat_entity
        | Rule::pat_exact
        | Rule::pat_prefix
        | Rule::pat_word
        | Rule::pat_letters => ("слово или «фраза»", "a word or a “phrase”"),
        Rule::near => ("знак «~» с числом", "the sign “~” with a number"),
        Rule::amp => ("знак «&»", "the sign “&”"),
        Rule::policy => ("политика таблицы", "a policy of the table"),
        Rule::weekday => ("день недели: пн, вт, …", "a day of the week: mon, tue, …"),
        Rule::target | Rule::finish | Rule::handover | Rule::topic_go => ("куда перейти", "where to go"),
        Rule::handler_on | Rule::more_than | Rule::no_topic_change => (
            "«не понял», «молчание» или другой случай",
            "“no match”, “no input” or another occasion",
        ),
        Rule::user_mark | Rule::system_mark => ("знак «>» или «<»", "the sign “>” or “<”"),
        Rule::record | Rule::record_field => ("ответ в фигурных скобках", "an answer in braces"),
        Rule::kw_topic
        | Rule::kw_fact
        | Rule::kw_rule
        | Rule::kw_decision
        | Rule::kw_measure
        | Rule::kw_source
        | Rule::kw_queue
        | Rule::kw_scenario
        | Rule::kw_dialog
        | Rule::kw_end
        | Rule::kw_step
        | Rule::kw_everywhere
        | Rule::kw_say
        | Rule::kw_ask
        | Rule::kw_set
        | Rule::kw_forget
        | Rule::kw_lookup
        | Rule::kw_derive
        | Rule::kw_call
        | Rule::kw_identify
        | Rule::kw_menu
        | Rule::kw_if
        | Rule::kw_then
        | Rule::kw_else
        | Rule::kw_handover
        | Rule::kw_finish
        | Rule::kw_return
        | Rule::kw_and
        | Rule::kw_or
        | Rule::kw_not
        | Rule::kw_in
        | Rule::kw_yes
        | Rule::kw_no
        | Rule::kw_unknown
        | Rule::kw_today
        | Rule::kw_draft
        | Rule::kw_segment
        | Rule::kw_ground
        | Rule::kw_point
        | Rule::kw_valid_from
        | Rule::kw_valid_until
        | Rule::kw_valid_only
        | Rule::kw_code
        | Rule::kw_phrases
        | Rule::kw_not_phrases
        | Rule::kw_cues
        | Rule::kw_not_confuse
        | Rule::kw_answer
        | Rule::kw_accelerated
        | Rule::kw_term
        | Rule::kw_competence
        | Rule::kw_always
        | Rule::kw_never
        | Rule::kw_question
        | Rule::kw_chat
        | Rule::kw_voice
        | Rule::kw_hint
        | Rule::kw_personal
        | Rule::kw_question_cost
        | Rule::kw_document
        | Rule::kw_type_yes_no
        | Rule::kw_type_integer
        | Rule::kw_type_number
        | Rule::kw_type_money
        | Rule::kw_type_date
        | Rule::kw_type_duration
        | Rule::kw_type_one_of
        | Rule::kw_type_list
        | Rule::kw_type_directory
        | Rule::kw_type_text
        | Rule::kw_type_phone
        | Rule::kw_type_snils
        | Rule::kw_type_any
        | Rule::kw_except_if
        | Rule::kw_label
        | Rule::kw_exception_to
        | Rule::kw_policy
        | Rule::kw_values
        | Rule::kw_unique
        | Rule::kw_first
        | Rule::kw_any
        | Rule::kw_priority
        | Rule::kw_collect
        | Rule::kw_sum
        | Rule::kw_min
        | Rule::kw_max
        | Rule::kw_count
        | Rule::kw_rule_order
        | Rule::kw_output_order
        | Rule::kw_events
        | Rule::kw_due_if
        | Rule::kw_amount
        | Rule::kw_notice
        | Rule::kw_input
        | Rule::kw_output
        | Rule::kw_needs_id
        | Rule::kw_level
        | Rule::kw_hours
        | Rule::kw_all_day
        | Rule::kw_closed
        | Rule::kw_repeats
        | Rule::kw_formerly
        | Rule::kw_ask_first
        | Rule::kw_details
        | Rule::kw_measures_for
        | Rule::kw_key
        | Rule::kw_no_match
        | Rule::kw_no_input
        | Rule::kw_more_than
        | Rule::kw_times
        | Rule::kw_operator
        | Rule::kw_topic_change
        | Rule::kw_forbidden
        | Rule::kw_dont_know
        | Rule::kw_no_answer
        | Rule::kw_no_data
        | Rule::kw_failed
        | Rule::kw_channel
        | Rule::kw_given
        | Rule::kw_silence
        | Rule::kw_answers
        | Rule::kw_identification
        | Rule::kw_succeeds
        | Rule::kw_id_fails
        | Rule::kw_outcome => {
            let keyword = keywords::by_rule(rule)?;
            return Some((format!("«{}»", keyword.ru), format!("“{}”", keyword.en)));
        }
        Rule::id_start
        | Rule::id_char
        | Rule::bad_line
        | Rule::l_row
        | Rule::doc_line
        | Rule::lead
        | Rule::l_end
        | Rule::l_draft
        | Rule::l_segment
        | Rule::l_ground
        | Rule::l_edition
        | Rule::l_common
        | Rule::l_bad
        | Rule::topic_item
        | Rule::topic_body
        | Rule::topic_header
        | Rule::topic_line
        | Rule::l_phrases
        | Rule::l_not_phrases
        | Rule::l_cues
        | Rule::l_phrase
        | Rule::l_cue
        | Rule::l_not_confuse
        | Rule::l_answer
        | Rule::l_code
        | Rule::l_accelerated
        | Rule::l_term
        | Rule::l_competence
        | Rule::fact_item
        | Rule::fact_body
        | Rule::fact_header
        | Rule::fact_line
        | Rule::l_question
        | Rule::l_voice
        | Rule::l_chat
        | Rule::l_hint
        | Rule::l_personal
        | Rule::l_question_cost
        | Rule::l_document
        | Rule::l_fact_option
        | Rule::rule_item
        | Rule::rule_body
        | Rule::rule_header
        | Rule::rule_line
        | Rule::l_if
        | Rule::l_except_if
        | Rule::l_label
        | Rule::l_exception_to
        | Rule::l_condition
        | Rule::decision_item
        | Rule::decision_body
        | Rule::decision_header
        | Rule::decision_line
        | Rule::l_policy
        | Rule::l_dmn
        | Rule::kw_dmn
        | Rule::l_values
        | Rule::measure_item
        | Rule::measure_body
        | Rule::measure_header
        | Rule::measure_line
        | Rule::l_events
        | Rule::l_due_if
        | Rule::l_amount
        | Rule::l_notice
        | Rule::source_item
        | Rule::source_body
        | Rule::source_header
        | Rule::source_line
        | Rule::l_input
        | Rule::l_output
        | Rule::l_needs_id
        | Rule::queue_item
        | Rule::queue_body
        | Rule::queue_header
        | Rule::queue_line
        | Rule::l_level
        | Rule::l_hours
        | Rule::l_closed
        | Rule::scenario_item
        | Rule::scenario_body
        | Rule::scenario_header
        | Rule::scenario_line
        | Rule::l_step
        | Rule::l_repeats
        | Rule::l_formerly
        | Rule::l_everywhere
        | Rule::l_say
        | Rule::l_ask
        | Rule::l_set
        | Rule::l_forget
        | Rule::l_lookup
        | Rule::l_call
        | Rule::l_derive
        | Rule::l_measures
        | Rule::l_first
        | Rule::l_details
        | Rule::l_identify
        | Rule::l_go
        | Rule::l_finish
        | Rule::l_handover
        | Rule::l_return
        | Rule::l_topic_go
        | Rule::l_else
        | Rule::l_branch
        | Rule::l_menu
        | Rule::l_option
        | Rule::l_handler
        | Rule::dialog_item
        | Rule::dialog_body
        | Rule::dialog_header
        | Rule::dialog_line
        | Rule::d_user
        | Rule::d_system
        | Rule::d_silence
        | Rule::d_key
        | Rule::d_given
        | Rule::d_fact
        | Rule::d_topic
        | Rule::d_outcome
        | Rule::d_queue
        | Rule::d_step
        | Rule::d_date
        | Rule::d_channel
        | Rule::d_start
        | Rule::d_source
        | Rule::d_identification
        | Rule::d_ground => return None,
    };
    Some((ru.to_owned(), en.to_owned()))
}
