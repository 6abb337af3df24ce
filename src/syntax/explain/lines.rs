//! Which lines an item may hold, and the rule that reads each.

use super::{Line, Setting, words};
use crate::diag::Arg;
use crate::syntax::grammar::Rule;
use crate::syntax::keywords::Keyword;
use crate::syntax::split::ItemRule;
use crate::syntax::tree::FileKind;
use crate::value::Bi;

/// Lines of any item but dialog tests.
const COMMON: &[(Rule, Rule)] = &[
    (Rule::kw_end, Rule::l_end),
    (Rule::kw_draft, Rule::l_draft),
    (Rule::kw_segment, Rule::l_segment),
    (Rule::kw_ground, Rule::l_ground),
    (Rule::kw_valid_from, Rule::l_edition),
    (Rule::kw_valid_only, Rule::l_edition),
];

/// Keyword and rule of the lines of an item, common ones aside.
fn own(item: ItemRule) -> &'static [(Rule, Rule)] {
    match item {
        ItemRule::Topic => &[
            (Rule::kw_phrases, Rule::l_phrases),
            (Rule::kw_not_phrases, Rule::l_not_phrases),
            (Rule::kw_cues, Rule::l_cues),
            (Rule::kw_not_confuse, Rule::l_not_confuse),
            (Rule::kw_answer, Rule::l_answer),
            (Rule::kw_code, Rule::l_code),
            (Rule::kw_accelerated, Rule::l_accelerated),
            (Rule::kw_term, Rule::l_term),
            (Rule::kw_competence, Rule::l_competence),
        ],
        ItemRule::Fact => &[
            (Rule::kw_question, Rule::l_question),
            (Rule::kw_voice, Rule::l_voice),
            (Rule::kw_chat, Rule::l_chat),
            (Rule::kw_hint, Rule::l_hint),
            (Rule::kw_personal, Rule::l_personal),
            (Rule::kw_question_cost, Rule::l_question_cost),
            (Rule::kw_document, Rule::l_document),
        ],
        ItemRule::Rule => &[
            (Rule::kw_if, Rule::l_if),
            (Rule::kw_except_if, Rule::l_except_if),
            (Rule::kw_label, Rule::l_label),
            (Rule::kw_exception_to, Rule::l_exception_to),
        ],
        ItemRule::Decision => &[
            (Rule::kw_policy, Rule::l_policy),
            (Rule::kw_values, Rule::l_values),
            (Rule::kw_dmn, Rule::l_dmn),
        ],
        ItemRule::Measure => &[
            (Rule::kw_events, Rule::l_events),
            (Rule::kw_due_if, Rule::l_due_if),
            (Rule::kw_amount, Rule::l_amount),
            (Rule::kw_notice, Rule::l_notice),
            (Rule::kw_answer, Rule::l_answer),
        ],
        ItemRule::Source => &[
            (Rule::kw_input, Rule::l_input),
            (Rule::kw_output, Rule::l_output),
            (Rule::kw_term, Rule::l_term),
            (Rule::kw_needs_id, Rule::l_needs_id),
        ],
        ItemRule::Queue => &[
            (Rule::kw_level, Rule::l_level),
            (Rule::kw_hours, Rule::l_hours),
            (Rule::kw_closed, Rule::l_closed),
        ],
        ItemRule::Scenario => &[
            (Rule::kw_step, Rule::l_step),
            (Rule::kw_say, Rule::l_say),
            (Rule::kw_ask, Rule::l_ask),
            (Rule::kw_menu, Rule::l_menu),
            (Rule::kw_if, Rule::l_if),
            (Rule::kw_else, Rule::l_else),
            (Rule::kw_set, Rule::l_set),
            (Rule::kw_handover, Rule::l_handover),
            (Rule::kw_finish, Rule::l_finish),
            (Rule::kw_return, Rule::l_return),
            (Rule::kw_topic, Rule::l_topic_go),
            (Rule::kw_lookup, Rule::l_lookup),
            (Rule::kw_call, Rule::l_call),
            (Rule::kw_derive, Rule::l_derive),
            (Rule::kw_forget, Rule::l_forget),
            (Rule::kw_measures_for, Rule::l_measures),
            (Rule::kw_ask_first, Rule::l_first),
            (Rule::kw_details, Rule::l_details),
            (Rule::kw_identify, Rule::l_identify),
            (Rule::kw_everywhere, Rule::l_everywhere),
            (Rule::kw_repeats, Rule::l_repeats),
            (Rule::kw_formerly, Rule::l_formerly),
            (Rule::kw_voice, Rule::l_voice),
            (Rule::kw_chat, Rule::l_chat),
            (Rule::kw_no_match, Rule::l_handler),
            (Rule::kw_no_input, Rule::l_handler),
            (Rule::kw_more_than, Rule::l_handler),
            (Rule::kw_operator, Rule::l_handler),
            (Rule::kw_topic_change, Rule::l_handler),
            (Rule::kw_dont_know, Rule::l_handler),
            (Rule::kw_no_answer, Rule::l_handler),
            (Rule::kw_no_data, Rule::l_handler),
            (Rule::kw_failed, Rule::l_handler),
        ],
        ItemRule::Dialog => &[
            (Rule::kw_end, Rule::l_end),
            (Rule::kw_type_date, Rule::d_date),
            (Rule::kw_channel, Rule::d_channel),
            (Rule::kw_scenario, Rule::d_start),
            (Rule::kw_given, Rule::d_given),
            (Rule::kw_silence, Rule::d_silence),
            (Rule::kw_key, Rule::d_key),
            (Rule::kw_source, Rule::d_source),
            (Rule::kw_identification, Rule::d_identification),
            (Rule::kw_fact, Rule::d_fact),
            (Rule::kw_topic, Rule::d_topic),
            (Rule::kw_step, Rule::d_step),
            (Rule::kw_outcome, Rule::d_outcome),
            (Rule::kw_queue, Rule::d_queue),
            (Rule::kw_ground, Rule::d_ground),
        ],
    }
}

fn common(item: ItemRule) -> &'static [(Rule, Rule)] {
    if item == ItemRule::Dialog { &[] } else { COMMON }
}

/// Whether lines of an item may begin with this keyword.
pub(super) fn holds(item: ItemRule, keyword: Rule) -> bool {
    own(item).iter().chain(common(item)).any(|(kw, _)| *kw == keyword)
}

/// The rule that a line should have matched.
pub(super) fn rule_of(item: ItemRule, keyword: Option<Rule>, line: &Line<'_>) -> Option<Rule> {
    if line.setting == Setting::Header {
        return Some(header(item));
    }
    if let Some(keyword) = keyword
        && let Some((_, rule)) = own(item).iter().chain(common(item)).find(|(kw, _)| *kw == keyword)
    {
        return Some(*rule);
    }
    let first = line.folded.chars().next()?;
    let bullet = matches!(first, '-' | '–' | '—' | '•' | '·') && !line.folded.starts_with("->");
    match (item, line.setting) {
        (ItemRule::Topic, Setting::Cues) if !first.is_alphabetic() => Some(Rule::l_cue),
        (ItemRule::Topic, Setting::Cues) if matches!(keyword, Some(Rule::kw_always | Rule::kw_never)) => {
            Some(Rule::l_cue)
        }
        (ItemRule::Topic, _) if bullet => Some(Rule::l_phrase),
        (ItemRule::Fact, _) if bullet => Some(Rule::l_fact_option),
        (ItemRule::Scenario, Setting::If) => Some(Rule::l_branch),
        (ItemRule::Scenario, _) if bullet => Some(Rule::l_option),
        (ItemRule::Scenario, _) if matches!(first, '-' | '=' | '→') => Some(Rule::l_go),
        (ItemRule::Decision, _) if first == '|' => Some(Rule::l_row),
        (ItemRule::Rule, _)
            if super::first_word(line.folded).is_empty() || line.folded.contains(['=', '<', '>', '(']) =>
        {
            Some(Rule::l_condition)
        }
        _ => None,
    }
}

/// The rule of the first line of an item.
fn header(item: ItemRule) -> Rule {
    match item {
        ItemRule::Topic => Rule::topic_header,
        ItemRule::Fact => Rule::fact_header,
        ItemRule::Rule => Rule::rule_header,
        ItemRule::Decision => Rule::decision_header,
        ItemRule::Measure => Rule::measure_header,
        ItemRule::Source => Rule::source_header,
        ItemRule::Queue => Rule::queue_header,
        ItemRule::Scenario => Rule::scenario_header,
        ItemRule::Dialog => Rule::dialog_header,
    }
}

/// Keywords that lines of an item begin with.
pub(super) fn keywords(item: ItemRule, setting: Setting) -> Vec<&'static Keyword> {
    let handlers = |rule: Rule| !matches!(setting, Setting::If) || rule != Rule::l_handler;
    let lines = own(item).iter().chain(common(item)).filter(|(_, rule)| handlers(*rule));
    lines.filter_map(|(kw, _)| words::keyword(*kw)).collect()
}

/// The first few words that a line may begin with, for a message.
pub(super) fn leads(item: ItemRule, setting: Setting) -> Arg {
    let few: Vec<&Keyword> = keywords(item, setting).into_iter().take(4).collect();
    let ru: Vec<String> = few.iter().map(|k| format!("«{}»", k.ru)).collect();
    let en: Vec<String> = few.iter().map(|k| format!("“{}”", k.en)).collect();
    Arg::Words {
        ru: format!("{} и другие", ru.join(", ")),
        en: format!("{} and others", en.join(", ")),
    }
}

/// The extension of a kind of file.
pub(super) fn extension(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Topic => ".topic",
        FileKind::Scenario => ".scenario",
        FileKind::Dialog => ".dialog",
    }
}

/// "in a topic".
pub(super) fn inside(item: ItemRule) -> Bi {
    let (ru, en) = match item {
        ItemRule::Topic => ("в теме", "in a topic"),
        ItemRule::Fact => ("в факте", "in a fact"),
        ItemRule::Rule => ("в правиле", "in a rule"),
        ItemRule::Decision => ("в решении", "in a decision"),
        ItemRule::Measure => ("в мере", "in a measure"),
        ItemRule::Source => ("в источнике", "in a source"),
        ItemRule::Queue => ("в очереди", "in a queue"),
        ItemRule::Scenario => ("в сценарии", "in a scenario"),
        ItemRule::Dialog => ("в диалоге", "in a dialog test"),
    };
    Bi { ru, en }
}
