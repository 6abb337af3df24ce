//! Class L11: whose a part of the base is, and whether it is still in force.

mod items;
mod owners;
mod parameters;

pub use owners::{changed_by, check as owners, owns};

use crate::diag::Diagnostics;
use crate::model::Model;
use crate::value::Date;

/// What is out of date on a day, or soon will be.
pub fn check(model: &Model, today: Date) -> Diagnostics {
    let mut found = parameters::check(model, today);
    items::check(model, today, &mut found);
    found
}

/// The last day on which the end of something is told ahead.
fn horizon(model: &Model, today: Date) -> Date {
    let days = i64::from(model.manifest.limits.expiry_days);
    today.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests;
