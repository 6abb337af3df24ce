//! What letters are taken for one another: by ear, by the finger that slipped, by habit.

/// Longest word that is looked at for typos, in letters.
pub(super) const MAX_LETTERS: usize = 32;
/// Codes of Russian letters are 1 to this.
const RU_CODES: u8 = 15;
/// Codes of English letters are up to this.
const EN_CODES: u8 = 35;
/// Code of any other character.
const OTHER: u8 = 36;

/// The code of a letter's sound; letters with one code are confused by ear. The soft and the hard
/// sign have none: they are left out and put in by chance.
pub(super) fn code(letter: char) -> Option<u8> {
    Some(match letter {
        'а' | 'о' => 1,
        'е' | 'и' | 'ы' | 'э' | 'й' | 'я' => 2,
        'у' | 'ю' => 3,
        'б' | 'п' => 4,
        'в' | 'ф' => 5,
        'г' | 'к' => 6,
        'х' => 7,
        'д' | 'т' => 8,
        'ж' | 'ш' | 'щ' | 'ч' => 9,
        'з' | 'с' => 10,
        'ц' => 11,
        'л' => 12,
        'м' => 13,
        'н' => 14,
        'р' => RU_CODES,
        'ь' | 'ъ' => return None,
        'a' | 'e' => 16,
        'i' | 'y' => 17,
        'c' | 's' | 'z' => 18,
        'k' | 'q' => 19,
        'g' | 'j' => 20,
        'o' => 21,
        'u' => 22,
        'b' => 23,
        'd' => 24,
        'f' => 25,
        'h' => 26,
        'l' => 27,
        'm' => 28,
        'n' => 29,
        'p' => 30,
        'r' => 31,
        't' => 32,
        'v' => 33,
        'w' => 34,
        'x' => EN_CODES,
        _ => OTHER,
    })
}

/// Whether a letter is Russian.
pub(super) fn is_russian(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'ё')
}

/// The codes that may stand in a word beside those of its letters.
pub(super) fn alphabet(russian: bool) -> std::ops::RangeInclusive<u8> {
    if russian { 1..=RU_CODES } else { RU_CODES + 1..=EN_CODES }
}

/// Letters that are confused by ear or by habit.
#[rustfmt::skip]
const EARS: [(char, char); 41] = [
    ('а', 'о'), ('е', 'и'), ('е', 'э'), ('е', 'я'), ('и', 'я'), ('и', 'ы'), ('и', 'й'), ('б', 'п'), ('в', 'ф'), ('г', 'к'),
    ('г', 'х'), ('г', 'в'), ('д', 'т'), ('ж', 'ш'), ('з', 'с'), ('ш', 'щ'), ('ч', 'щ'), ('ч', 'ш'), ('т', 'ц'), ('с', 'ц'),
    ('у', 'ю'), ('ь', 'ъ'), ('у', 'о'), ('ц', 'ч'), ('a', 'e'), ('e', 'i'), ('i', 'y'), ('s', 'c'), ('s', 'z'), ('c', 'k'),
    ('k', 'q'), ('g', 'j'), ('v', 'w'), ('o', 'u'), ('a', 'o'), ('d', 't'), ('m', 'n'), ('p', 'h'), ('e', 'y'), ('u', 'w'),
    ('a', 'i'),
];

/// The rows of both layouts from the upper to the lower.
const KEYS: [&[char]; 6] = [
    &['й', 'ц', 'у', 'к', 'е', 'н', 'г', 'ш', 'щ', 'з', 'х', 'ъ'],
    &['ф', 'ы', 'в', 'а', 'п', 'р', 'о', 'л', 'д', 'ж', 'э'],
    &['я', 'ч', 'с', 'м', 'и', 'т', 'ь', 'б', 'ю'],
    &['q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p'],
    &['a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l'],
    &['z', 'x', 'c', 'v', 'b', 'n', 'm'],
];

const LETTERS: usize = 64;

/// The row of a letter in the tables below; 0 for a character that is in none.
const fn index(letter: char) -> usize {
    match letter {
        'а'..='я' => letter as usize - 'а' as usize + 1,
        'a'..='z' => letter as usize - 'a' as usize + 33,
        _ => 0,
    }
}

/// For each letter a bit for each that it is confused with.
static ALIKE: [u64; LETTERS] = {
    let mut table = [0; LETTERS];
    let mut i = 0;
    // Evaluated by the compiler: an index out of bounds would not build.
    #[allow(clippy::indexing_slicing)]
    while i < EARS.len() {
        let (a, b) = (index(EARS[i].0), index(EARS[i].1));
        table[a] |= 1 << b;
        table[b] |= 1 << a;
        i += 1;
    }
    table
};

/// For each letter a bit for each whose key touches its own.
static TOUCHING: [u64; LETTERS] = {
    let mut table = [0; LETTERS];
    let mut row = 0;
    #[allow(clippy::indexing_slicing)]
    while row < KEYS.len() {
        let keys = KEYS[row];
        let mut at = 0;
        while at < keys.len() {
            let a = index(keys[at]);
            if at + 1 < keys.len() {
                let b = index(keys[at + 1]);
                table[a] |= 1 << b;
                table[b] |= 1 << a;
            }
            // Each row lies half a key to the right of the one above.
            if row % 3 != 2 {
                let lower = KEYS[row + 1];
                let mut below = if at == 0 { 0 } else { at - 1 };
                while below <= at && below < lower.len() {
                    let b = index(lower[below]);
                    table[a] |= 1 << b;
                    table[b] |= 1 << a;
                    below += 1;
                }
            }
            at += 1;
        }
        row += 1;
    }
    table
};

fn is_in(table: &[u64; LETTERS], a: char, b: char) -> bool {
    let b = index(b);
    b != 0 && table.get(index(a)).is_some_and(|row| row & (1 << b) != 0)
}

/// Whether two letters are confused by ear.
fn alike(a: char, b: char) -> bool {
    is_in(&ALIKE, a, b)
}

/// Whether the keys of two letters touch.
pub(super) fn neighbours(a: char, b: char) -> bool {
    is_in(&TOUCHING, a, b)
}

/// What it costs to read `typed` as `meant`, in parts of one ordinary mistake.
fn substitution(typed: char, meant: char) -> f32 {
    if typed == meant {
        0.0
    } else if alike(typed, meant) {
        0.6
    } else if neighbours(typed, meant) {
        0.7
    } else {
        1.0
    }
}

/// What it costs to strike out `letter` that stands beside `before` and `after`.
fn superfluous(letter: char, before: Option<char>, after: Option<char>) -> f32 {
    if before == Some(letter) || after == Some(letter) {
        0.5
    } else if matches!(letter, 'ь' | 'ъ') {
        0.6
    } else if [before, after]
        .into_iter()
        .flatten()
        .any(|near| neighbours(letter, near))
    {
        0.75
    } else {
        0.95
    }
}

/// What it costs to put in `letter` that was left out beside `before` and `after`.
fn missing(letter: char, before: Option<char>, after: Option<char>) -> f32 {
    if before == Some(letter) || after == Some(letter) || matches!(letter, 'ь' | 'ъ') {
        0.5
    } else {
        0.85
    }
}

/// A mistake in the first letter is rare: it is seen.
const FIRST: f32 = 0.25;

/// What it costs to read `typed` as `meant`: optimal alignment with weighted edits; `None` when it
/// is dearer than `limit`.
pub(super) fn cost(typed: &[char], meant: &[char], limit: f32) -> Option<f32> {
    if typed.len() > MAX_LETTERS || meant.len() > MAX_LETTERS || typed.len().abs_diff(meant.len()) > 3 {
        return None;
    }
    // Words mostly share their ends; only what lies between is aligned.
    let head = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    // Keep one letter of context, for doubled letters.
    let keep = head.saturating_sub(1);
    let (typed, meant) = (typed.get(keep..)?, meant.get(keep..)?);
    let tail = typed
        .iter()
        .rev()
        .zip(meant.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let cut = tail.saturating_sub(1).min(typed.len().min(meant.len()));
    let (typed, meant) = (typed.get(..typed.len() - cut)?, meant.get(..meant.len() - cut)?);

    const ROW: usize = MAX_LETTERS + 1;
    let mut before = [0.0_f32; ROW];
    let mut above = [0.0_f32; ROW];
    let mut row = [0.0_f32; ROW];
    let first = |i: usize, j: usize| if keep == 0 && (i == 0 || j == 0) { FIRST } else { 0.0 };
    let put_in = |i: usize, j: usize, letter: char| {
        let left = j.checked_sub(1).and_then(|j| meant.get(j)).copied();
        missing(letter, left, meant.get(j + 1).copied()) + first(i, j)
    };
    let mut sum = 0.0;
    for (j, letter) in meant.iter().enumerate() {
        sum += put_in(0, j, *letter);
        *above.get_mut(j + 1)? = sum;
    }
    for (i, a) in typed.iter().enumerate() {
        let left = i.checked_sub(1).and_then(|i| typed.get(i)).copied();
        let strike = superfluous(*a, left, typed.get(i + 1).copied());
        *row.get_mut(0)? = above.first()? + strike + first(i, 0);
        let mut least = *row.first()?;
        for (j, b) in meant.iter().enumerate() {
            let same = if a == b {
                0.0
            } else {
                substitution(*a, *b) + first(i, j)
            };
            let mut best = above.get(j)? + same;
            best = best.min(above.get(j + 1)? + strike + first(i, j + 1));
            best = best.min(row.get(j)? + put_in(i + 1, j, *b));
            if i > 0 && j > 0 && a != b && Some(a) == meant.get(j - 1) && Some(b) == typed.get(i - 1) {
                best = best.min(before.get(j - 1)? + 0.7 + first(i - 1, j - 1));
            }
            *row.get_mut(j + 1)? = best;
            least = least.min(best);
        }
        // A swap may come from the row before this one, at most 0.7 dearer than it looks.
        if least > limit + 1.0 {
            return None;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    let cost = *above.get(meant.len())?;
    (cost <= limit).then_some(cost)
}
