//! Lines of a file: whole, in UTF-8, of bearable length.

use std::io::{BufRead, Read as _};

use super::{Columns, Fault, Inner, Input, MAX_ROW_BYTES, Row};

/// Reads lines one by one.
pub struct Lines {
    input: Input,
    number: u64,
    line: Vec<u8>,
}

impl Lines {
    /// The lines of an input.
    pub fn new(input: Input) -> Self {
        Self {
            input,
            number: 0,
            line: Vec::new(),
        }
    }

    /// The next line that is not blank, with its number.
    pub fn next(&mut self) -> Option<Result<(u64, &str), Fault>> {
        loop {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(fault) => return Some(Err(fault)),
            }
            if !self.line.trim_ascii().is_empty() {
                break;
            }
        }
        Some(text(&self.line, self.number).map(|line| (self.number, line)))
    }

    /// Whether there was a line.
    fn advance(&mut self) -> Result<bool, Fault> {
        self.line.clear();
        self.number += 1;
        let limit = MAX_ROW_BYTES as u64 + 1;
        let read = (&mut self.input).take(limit).read_until(b'\n', &mut self.line);
        let read = read.map_err(|e| Fault::io(self.number, &e))?;
        if read == 0 {
            return Ok(false);
        }
        if self.line.last() != Some(&b'\n') && read as u64 == limit {
            self.line.clear();
            self.skip_line()?;
            return Err(too_long(self.number));
        }
        while matches!(self.line.last(), Some(b'\n' | b'\r')) {
            self.line.pop();
        }
        if self.number == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
            self.line.drain(..3);
        }
        Ok(true)
    }

    /// Passes over the rest of a line without keeping it.
    fn skip_line(&mut self) -> Result<(), Fault> {
        loop {
            let buffer = self.input.fill_buf().map_err(|e| Fault::io(self.number, &e))?;
            if buffer.is_empty() {
                return Ok(());
            }
            match memchr::memchr(b'\n', buffer) {
                Some(at) => {
                    self.input.consume(at + 1);
                    return Ok(());
                }
                None => {
                    let length = buffer.len();
                    self.input.consume(length);
                }
            }
        }
    }
}

/// The bytes as text.
pub fn text(bytes: &[u8], line: u64) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|_| {
        Fault::row(
            line,
            "строка записана не в UTF-8, и её буквы не прочитать; сохраните файл в кодировке UTF-8",
            "the row is not in UTF-8 and its letters cannot be read; save the file as UTF-8",
        )
    })
}

/// A row longer than the limit.
pub fn too_long(line: u64) -> Fault {
    let limit = MAX_ROW_BYTES / (1024 * 1024);
    Fault::row(
        line,
        format!("строка длиннее {limit} МБ: это не сообщение, она пропущена"),
        format!("the row is over {limit} MB: that is no message, it was passed over"),
    )
}

/// Refuses what is surely no UTF-8: it would fail in every row.
pub fn check_encoding(start: &[u8]) -> Result<(), Fault> {
    let wide = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    if wide {
        return Err(Fault::fatal(
            0,
            "файл записан в UTF-16; сохраните его в кодировке UTF-8",
            "the file is in UTF-16; save it as UTF-8",
        ));
    }
    if start.starts_with(b"\x1f\x8b") || start.starts_with(b"PK\x03\x04") {
        return Err(Fault::fatal(
            0,
            "файл сжат или это книга Excel; распакуйте его или сохраните как CSV",
            "the file is compressed or an Excel workbook; unpack it or save it as CSV",
        ));
    }
    Ok(())
}

/// A text a line.
pub fn texts(input: Input) -> (Columns, Inner) {
    let mut lines = Lines::new(input);
    let rows = std::iter::from_fn(move || {
        Some(lines.next()?.map(|(line, text)| Row {
            label: None,
            text: text.trim().to_owned(),
            line,
            rest: Vec::new(),
        }))
    });
    let columns = Columns {
        text: Some("text".into()),
        label: None,
        rest: Some(Vec::new()),
    };
    (columns, Box::new(rows))
}
