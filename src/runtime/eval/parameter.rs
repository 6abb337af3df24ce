//! Parameters over time.

use super::{Evaluator, kind};
use crate::bundle::program::{Edition, Parameter, ParameterId};
use crate::runtime::explain::Note;
use crate::value::{Name, Value};

impl Evaluator<'_> {
    /// The value of a parameter for keys on a day, the session's where none is given after the keys.
    ///
    /// A value that has ended without a successor does not stop the service: it is used, and that it
    /// is the last known one is noted and kept in [`super::EvalState::outdated`].
    pub(super) fn parameter(&mut self, id: ParameterId, args: &[Value]) -> Value {
        let program = self.program;
        let Some(parameter) = program.parameters.get(id.index()) else {
            return self.unknown(Note::Broken);
        };
        let count = parameter.keys as usize;
        let (keys, rest) = args.split_at(count.min(args.len()));
        let mut wanted: Vec<&Name> = Vec::with_capacity(keys.len());
        for key in keys {
            match key {
                Value::Key(k) | Value::Text(k) => wanted.push(k),
                Value::Unknown => return Value::Unknown,
                other => return self.unknown(Note::Types(kind(other), parameter.name.clone())),
            }
        }
        let day = match rest.first() {
            None => self.today,
            Some(Value::Date(day)) => *day,
            Some(Value::Unknown) => return Value::Unknown,
            Some(other) => {
                return self.unknown(Note::Types(kind(other), kind(&Value::Date(self.today))));
            }
        };
        let values = self.prepared.parameter(program, id, &wanted);
        let (found, known_until) = match Parameter::among(values, day) {
            Some(Edition::InForce(found)) => (found, None),
            Some(Edition::Ended { value, last_day } | Edition::Superseded { value, last_day }) => {
                (value, Some(last_day))
            }
            None => return self.unknown(Note::NoParameter(parameter.name.clone())),
        };
        if let Some(last_day) = known_until {
            self.note(Note::Outdated(parameter.name.clone(), last_day));
            self.state.outdated(id, last_day);
        }
        if let Some(ground) = found.ground {
            self.state.ground(ground);
        }
        found.value.clone()
    }
}
