//! One conversation of questions with three answers each, in ink's and in Yarn's runtime: `turns QUESTIONS CONVERSATIONS`.
//!
//! Prints a line each: what, then the median and the 99th percentile of one turn in nanoseconds. A turn chooses an answer
//! and goes on until the next question with its answers is there.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use bladeink::story::Story;
use bladeink_compiler::Compiler as InkCompiler;
use yarnspinner::compiler::{Compiler as YarnCompiler, File};
use yarnspinner::runtime::{Dialogue, DialogueEvent, MemoryVariableStorage, OptionId, StringTableTextProvider};

type Failure = Box<dyn Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1).map(|a| a.parse::<usize>());
    let (Some(questions), Some(conversations)) = (args.next().transpose()?, args.next().transpose()?) else {
        return Err("usage: turns QUESTIONS CONVERSATIONS".into());
    };
    ink(questions, conversations)?;
    yarn(questions, conversations)
}

fn told(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 1000).copied().unwrap_or_default();
    println!("{what}\t{}\t{}", at(500).as_nanos(), at(990).as_nanos());
}

fn ink(questions: usize, conversations: usize) -> Result<(), Failure> {
    let mut source = String::new();
    for n in 0..3 * questions {
        writeln!(source, "VAR f{n} = 0")?;
    }
    writeln!(source, "-> q0")?;
    for n in 0..questions {
        writeln!(source, "=== q{n}\nВопрос {n}: какой ответ вам подходит?")?;
        for o in 1..=3 {
            writeln!(source, "+ [Ответ номер {o}]\n  ~ f{n} = {o}\n  -> q{}", n + 1)?;
        }
    }
    writeln!(source, "=== q{questions}\nСпасибо.\n-> END")?;
    let json = InkCompiler::new().compile(&source).map_err(|e| e.to_string())?;
    let mut story = Story::new(&json).map_err(|e| e.to_string())?;
    let mut times = Vec::new();
    let mut saved = Vec::new();
    for _ in 0..conversations {
        story.reset_state().map_err(|e| e.to_string())?;
        while story.can_continue() {
            black_box(story.cont().map_err(|e| e.to_string())?);
        }
        for n in 0..questions {
            let before = Instant::now();
            turn(&mut story, n % 3)?;
            times.push(before.elapsed());
        }
    }
    // The same, with its state loaded before and saved after each turn.
    for _ in 0..conversations.div_ceil(10) {
        story.reset_state().map_err(|e| e.to_string())?;
        while story.can_continue() {
            black_box(story.cont().map_err(|e| e.to_string())?);
        }
        let mut state = story.save_state().map_err(|e| e.to_string())?;
        for n in 0..questions {
            let before = Instant::now();
            story.load_state(&state).map_err(|e| e.to_string())?;
            turn(&mut story, n % 3)?;
            state = story.save_state().map_err(|e| e.to_string())?;
            saved.push(before.elapsed());
        }
    }
    told("ink", times);
    told("ink, state loaded and saved", saved);
    Ok(())
}

fn turn(story: &mut Story, choice: usize) -> Result<(), Failure> {
    story.choose_choice_index(choice).map_err(|e| e.to_string())?;
    let mut text = String::new();
    while story.can_continue() {
        text.push_str(&story.cont().map_err(|e| e.to_string())?);
    }
    black_box((text, story.get_current_choices()));
    Ok(())
}

fn yarn(questions: usize, conversations: usize) -> Result<(), Failure> {
    let mut source = String::new();
    for n in 0..questions {
        writeln!(source, "title: q{n}\n---\nВопрос {n}, какой ответ вам подходит?")?;
        for o in 1..=3 {
            writeln!(
                source,
                "-> Ответ номер {o}\n    <<set $f{n} to {o}>>\n    <<jump q{}>>",
                n + 1
            )?;
        }
        writeln!(source, "===")?;
    }
    writeln!(source, "title: q{questions}\n---\nСпасибо.\n===")?;
    let file = File {
        file_name: "turns.yarn".to_owned(),
        source,
    };
    let compiled = YarnCompiler::new().add_file(file).compile().map_err(|e| e.to_string())?;
    let mut texts = StringTableTextProvider::new();
    let strings = compiled.string_table.into_iter();
    texts.extend_base_language(strings.map(|(id, info)| (id, info.text)));
    let mut dialogue = Dialogue::new(Box::new(MemoryVariableStorage::new()), Box::new(texts));
    dialogue.replace_program(compiled.program.ok_or("no program")?);
    let mut times = Vec::new();
    for _ in 0..conversations {
        dialogue.set_node("q0").map_err(|e| e.to_string())?;
        until_options(&mut dialogue)?;
        for n in 0..questions {
            let before = Instant::now();
            dialogue.set_selected_option(OptionId(n % 3)).map_err(|e| e.to_string())?;
            until_options(&mut dialogue)?;
            times.push(before.elapsed());
        }
    }
    told("Yarn", times);
    Ok(())
}

/// Goes on until options are offered or nothing is left.
fn until_options(dialogue: &mut Dialogue) -> Result<(), Failure> {
    loop {
        let events = dialogue.continue_().map_err(|e| e.to_string())?;
        let waits = |e: &DialogueEvent| matches!(e, DialogueEvent::Options(_) | DialogueEvent::DialogueComplete);
        let over = events.iter().any(waits);
        black_box(events);
        if over {
            return Ok(());
        }
    }
}
