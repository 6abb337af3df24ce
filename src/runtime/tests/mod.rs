pub(crate) mod build;
mod dialog;
mod properties;
mod several;
