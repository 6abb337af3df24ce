pub(crate) mod build;
mod decide;
mod dialog;
mod properties;
mod several;
pub(crate) mod talk;
