//! Colours, light and dark. All words keep a contrast of 4.5 : 1 to what they stand on.

/// Name, light, dark.
pub const COLOURS: &[(&str, &str, &str)] = &[
    ("ground", "#f5f6f8", "#12161c"),
    ("paper", "#ffffff", "#1d232c"),
    ("ink", "#17202b", "#eef2f7"),
    ("text", "#3a4654", "#c9d2dd"),
    ("soft", "#5d6876", "#98a4b3"),
    ("line", "#dce1e8", "#333c49"),
    ("shade", "#17202b12", "#00000055"),
    ("wire", "#8a96a5", "#75828f"),
    ("faint", "#b0b9c4", "#5b6774"),
    ("back", "#b08968", "#a88461"),
    ("accent", "#1d5fd1", "#7fb0ff"),
    ("question", "#1d5fd1", "#78a9ff"),
    ("menu", "#7433c9", "#be95ff"),
    ("speech", "#4d5a6b", "#9fb0c4"),
    ("lookup", "#0b7a70", "#3ecbb8"),
    ("identification", "#96590b", "#e2ac55"),
    ("call", "#a8296e", "#ff8bc2"),
    ("condition", "#0b6d96", "#5cc3ee"),
    ("end", "#1d7a3c", "#5fd086"),
    ("operator", "#b5460f", "#ff9d66"),
    ("topic", "#8a2aa6", "#e08cff"),
    ("error", "#c8202c", "#ff7b81"),
    ("warning", "#a85b00", "#f5b342"),
    ("note", "#47627f", "#9bb8d6"),
    ("heat0", "#fbe9e7", "#3b2222"),
    ("heat1", "#eaf5ea", "#1f2f25"),
    ("heat2", "#d3ecd5", "#20402b"),
    ("heat3", "#b3dfb8", "#225232"),
    ("heat4", "#8ccf96", "#24663a"),
];

/// A colour on paper, by its name.
pub fn colour(name: &str) -> &'static str {
    COLOURS
        .iter()
        .find(|(n, ..)| *n == name)
        .map_or("#17202b", |(_, light, _)| light)
}

/// Declarations of all colours for one theme.
pub fn declarations(dark: bool) -> String {
    COLOURS
        .iter()
        .map(|(name, light, night)| format!("--{name}:{};", if dark { night } else { light }))
        .collect()
}

/// A style sheet with the colours themselves in place of their names: not every program that shows SVG
/// knows variables.
pub fn literal(css: &str, dark: bool) -> String {
    let mut out = css.to_owned();
    for (name, light, night) in COLOURS {
        out = out.replace(&format!("var(--{name})"), if dark { night } else { light });
    }
    out
}
