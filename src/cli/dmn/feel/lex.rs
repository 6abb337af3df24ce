//! Words and signs of FEEL.

/// A word or sign.
#[derive(Clone, Debug, PartialEq)]
pub enum T {
    /// A word of a name or a keyword.
    Word(String),
    /// A number as written.
    Number(String),
    /// A text without its quotes and escapes.
    Text(String),
    /// A sign.
    Sign(&'static str),
}

impl T {
    /// As it is compared with the words of names.
    pub fn as_word(&self) -> &str {
        match self {
            Self::Word(w) | Self::Number(w) => w,
            Self::Sign(s) => s,
            Self::Text(_) => "\"",
        }
    }
}

const SIGNS: [&str; 29] = [
    "..", "**", "!=", "<=", ">=", "->", "(", ")", "[", "]", "{", "}", ",", ":", ".", "+", "-", "*", "/", "=", "<", ">",
    "@", "'", "%", "&", "|", "#", ";",
];

fn starts_name(c: char) -> bool {
    c.is_alphabetic() || c == '_' || c == '?' || (!c.is_ascii() && !c.is_whitespace() && !c.is_numeric())
}

fn continues_name(c: char) -> bool {
    starts_name(c) && c != '?' || c.is_numeric()
}

/// Words and signs with the byte at which each begins; the byte of what cannot be read.
pub fn lex(text: &str) -> Result<Vec<(T, u32)>, u32> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let at = u32::try_from(text.len() - rest.len()).unwrap_or(u32::MAX);
        let Some(c) = rest.chars().next() else {
            return Ok(out);
        };
        let after = |n: usize| rest.get(n..).unwrap_or("");
        if rest.starts_with("//") {
            rest = rest.split_once('\n').map_or("", |(_, r)| r);
            continue;
        }
        if rest.starts_with("/*") {
            rest = rest.split_once("*/").map_or("", |(_, r)| r);
            continue;
        }
        if c == '"' {
            let (value, length) = string(rest).ok_or(at)?;
            out.push((T::Text(value), at));
            rest = after(length);
            continue;
        }
        let point = c == '.' && rest.chars().nth(1).is_some_and(|d| d.is_ascii_digit());
        if c.is_ascii_digit() || point {
            let length = number(rest);
            out.push((T::Number(rest.get(..length).unwrap_or("").to_owned()), at));
            rest = after(length);
            continue;
        }
        if starts_name(c) {
            let length = rest
                .char_indices()
                .find(|(i, c)| *i > 0 && !continues_name(*c))
                .map_or(rest.len(), |(i, _)| i);
            out.push((T::Word(rest.get(..length).unwrap_or("").to_owned()), at));
            rest = after(length);
            continue;
        }
        let sign = SIGNS.iter().find(|s| rest.starts_with(**s)).ok_or(at)?;
        out.push((T::Sign(sign), at));
        rest = after(sign.len());
    }
}

/// The length of a number: `12`, `1.5`, `.5`, `1e3`; two points belong to a range.
fn number(text: &str) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or("");
        rest.bytes().take_while(u8::is_ascii_digit).count()
    };
    let mut end = digits(0);
    if text.get(end..).is_some_and(|r| r.starts_with('.')) && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if let Some(rest) = text.get(end..)
        && rest.starts_with(['e', 'E'])
    {
        let sign = usize::from(rest.get(1..).is_some_and(|r| r.starts_with(['+', '-'])));
        if digits(end + 1 + sign) > 0 {
            end += 1 + sign + digits(end + 1 + sign);
        }
    }
    end
}

/// The value of a text in quotes and its length with them.
fn string(text: &str) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((i, c)) = chars.next() {
        match c {
            '"' => return Some((out, i + 1)),
            '\\' => match chars.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                'r' => out.push('\r'),
                c @ ('"' | '\\' | '\'') => out.push(c),
                u @ ('u' | 'U') => {
                    let mut code = hex(&mut chars, if u == 'u' { 4 } else { 6 })?;
                    // Two halves of one character.
                    if (0xd800..0xdc00).contains(&code) {
                        if chars.next()?.1 != '\\' || chars.next()?.1 != 'u' {
                            return None;
                        }
                        let low = hex(&mut chars, 4)?;
                        code = 0x10000 + ((code - 0xd800) << 10) + low.checked_sub(0xdc00)?;
                    }
                    out.push(char::from_u32(code)?);
                }
                other => {
                    out.push('\\');
                    out.push(other);
                }
            },
            c => out.push(c),
        }
    }
    None
}

fn hex(chars: &mut impl Iterator<Item = (usize, char)>, n: usize) -> Option<u32> {
    let digits: String = chars.take(n).map(|(_, c)| c).collect();
    if digits.len() == n {
        u32::from_str_radix(&digits, 16).ok()
    } else {
        None
    }
}

/// The words of a name, as they are looked for in expressions.
pub fn words_of(name: &str) -> Vec<String> {
    match lex(name) {
        Ok(words) => words.iter().map(|(t, _)| t.as_word().to_owned()).collect(),
        Err(_) => vec![name.to_owned()],
    }
}
