//! Parameters over time.

use super::{Evaluator, kind};
use crate::bundle::program::ParameterId;
use crate::runtime::explain::Note;
use crate::value::{Name, Value};

impl Evaluator<'_> {
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
        // A value without an end is in force until the next one begins.
        match parameter
            .values
            .iter()
            .filter(|v| v.valid.holds(day) && v.keys.iter().eq(wanted.iter().copied()))
            .max_by_key(|v| v.valid.from)
        {
            Some(found) => {
                if let Some(ground) = found.ground {
                    self.state.ground(ground);
                }
                found.value.clone()
            }
            None => self.unknown(Note::NoParameter(parameter.name.clone())),
        }
    }
}
