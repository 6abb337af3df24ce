//! When there is no usable answer: not understood, refused, silence.

use super::Run;
use crate::bundle::program::{Handler, HandlerOn, TextId};
use crate::runtime::explain::Understood;
use crate::runtime::session::Waiting;
use crate::runtime::words;

impl<'a> Run<'a> {
    /// The answer was not understood.
    pub(super) fn not_understood(&mut self, text: &str) {
        if self.missed(text) {
            return;
        }
        if let Some(handler) = self.at_question(|h| h == HandlerOn::NoMatch) {
            if self.handle(handler, Self::over_no_match) {
                return;
            }
        } else {
            if !self.own_limit() && self.over_no_match() {
                return;
            }
            let id = nth(&self.program.defaults.no_match, self.s.misses);
            self.say_default(id, words::NOT_UNDERSTOOD);
        }
        self.present();
    }

    /// The answer was understood but cannot be taken: says why.
    pub(super) fn refused(&mut self, text: &str, why: String) {
        if self.missed(text) || (!self.own_limit() && self.over_no_match()) {
            return;
        }
        self.say(why);
        self.present();
    }

    /// Counts, and follows `больше N раз` where it is over.
    fn missed(&mut self, text: &str) -> bool {
        self.s.misses = self.s.misses.saturating_add(1);
        self.ex.understood.push(Understood::NotUnderstood {
            words: text.to_owned(),
            times: self.s.misses,
        });
        self.over_own_limit()
    }

    fn over_own_limit(&mut self) -> bool {
        let times = self.s.misses.saturating_add(self.s.silences);
        match self.at_question(|h| matches!(h, HandlerOn::MoreThan(n) if times > n)) {
            Some(handler) => self.follow(handler),
            None => false,
        }
    }

    /// The handler for an occasion at a question of a scenario; a clarifying menu between has none.
    fn at_question(&self, fits: impl Fn(HandlerOn) -> bool) -> Option<&'a Handler> {
        match self.s.waiting {
            Waiting::Fact { .. } | Waiting::Menu { .. } | Waiting::More { .. } | Waiting::Details { .. } => {
                self.handler(fits)
            }
            _ => None,
        }
    }

    fn own_limit(&self) -> bool {
        self.at_question(|h| matches!(h, HandlerOn::MoreThan(_))).is_some()
    }

    /// Follows a handler; one that leads nowhere is bound by the limits of the base unless the
    /// scenario sets its own. `true` when the question is left.
    fn handle(&mut self, handler: &Handler, limit: impl Fn(&mut Self) -> bool) -> bool {
        if handler.target.is_none() && !self.own_limit() && limit(self) {
            return true;
        }
        self.follow(handler)
    }

    /// Too often not understood: to an operator, with everything attached.
    pub(super) fn over_no_match(&mut self) -> bool {
        let over = self.s.misses >= self.inner.limits.no_match;
        if over {
            self.give_up(words::REASON_NOT_UNDERSTOOD);
        }
        over
    }

    fn over_no_input(&mut self) -> bool {
        let over = self.s.silences >= self.inner.limits.no_input;
        if over {
            self.give_up(words::REASON_SILENCE);
        }
        over
    }

    /// Nothing was said.
    pub(super) fn silence(&mut self) {
        if self.s.waits_for_host() {
            self.unexpected();
            return;
        }
        self.s.silences = self.s.silences.saturating_add(1);
        self.ex.understood.push(Understood::Silence { times: self.s.silences });
        if self.over_own_limit() {
            return;
        }
        if let Some(handler) = self.at_question(|h| h == HandlerOn::NoInput) {
            if self.handle(handler, Self::over_no_input) {
                return;
            }
        } else {
            if !self.own_limit() && self.over_no_input() {
                return;
            }
            let id = nth(&self.program.defaults.no_input, self.s.silences);
            self.say_default(id, words::NO_INPUT);
        }
        self.present();
    }
}

/// The first, second, …; the last repeats.
pub(super) fn nth(texts: &[TextId], times: u32) -> Option<TextId> {
    let at = times.saturating_sub(1) as usize;
    texts.get(at).or_else(|| texts.last()).copied()
}
