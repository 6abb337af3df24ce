//! The table of number words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// What a word means inside a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Numeral {
    /// 0..=999, added up within a group of thousands.
    Small(u16),
    /// Multiplies the group before it: thousand, million.
    Scale(u64),
    /// English "hundred".
    Hundred,
    /// A number whole by itself: сотня, полмиллиона.
    Whole(u64),
    /// Counts only after a number: две сотни, три десятка.
    Many(u64),
    /// Полтора.
    OneAndHalf,
    /// Двое, трое.
    Collective(u16),
    /// Второй; the value.
    Ordinal(u32),
}

static CARDINALS: &[(u16, &str)] = &[
    (0, "ноль нуль ноля нуля нолю нулю нолем нулем zero nil"),
    (1, "один одна одно одного одной одному одну одним одном one"),
    (2, "два две двух двум двумя two"),
    (3, "три трех трем тремя three"),
    (4, "четыре четырех четырем четырьмя four"),
    (5, "пять пяти пятью five"),
    (6, "шесть шести шестью six"),
    (7, "семь семи семью seven"),
    (8, "восемь восьми восимь восем восьмью восемью eight"),
    (9, "девять девяти девятью nine"),
    (10, "десять десяти десятью ten"),
    (
        11,
        "одиннадцать одиннадцати одинацать одиннацать одиннадцатью одинадцать eleven",
    ),
    (
        12,
        "двенадцать двенадцати двенацать двенадцать двеннадцать двенадцатью twelve",
    ),
    (13, "тринадцать тринадцати тринацать тринадцатью thirteen"),
    (
        14,
        "четырнадцать четырнадцати четырнацать четырнадцаь четырнадцатью fourteen",
    ),
    (15, "пятнадцать пятнадцати пятнадцатью пятнацать fifteen"),
    (16, "шестнадцать шестнадцати шеснадцать шеснацать шестнадцатью sixteen"),
    (17, "семнадцать семнадцати семнацать семьнадцать семнадцатью seventeen"),
    (
        18,
        "восемнадцать восемнадцати восемнацать восемьнадцать восимнадцать восемнадцатью eighteen",
    ),
    (19, "девятнадцать девятнадцати девятнацать девятнадцатью nineteen"),
    (20, "двадцать двадцати дватцать двацадь двадцатью двацать twenty"),
    (30, "тридцать тридцати тритцать тридцатью трицать thirty"),
    (40, "сорок сорока forty fourty"),
    (
        50,
        "пятьдесят пятидесяти пядесят писят пийсят пятдисят пятьдесять пятьюдесятью пятдесят fifty",
    ),
    (
        60,
        "шестьдесят шестидесяти шисят шиисят шестесят шестьдесять шестьюдесятью шесдесят шестдесят sixty",
    ),
    (
        70,
        "семьдесят семидесяти семисят семьдесять семьюдесятью семдесят seventy",
    ),
    (
        80,
        "восемьдесят восьмидесяти восемисят восемьдесять восьмидесят восемьюдесятью восемдесят eighty",
    ),
    (90, "девяносто девяноста ninety"),
    (100, "сто ста"),
    (200, "двести двухсот двесте двумстам двумястами двухстах"),
    (300, "триста трехсот тремстам тремястами трехстах"),
    (
        400,
        "четыреста четырехсот четыриста четыресто четыремстам четырьмястами четырехстах",
    ),
    (500, "пятьсот пятисот питьсот пятистам пятьюстами пятистах пятсот"),
    (600, "шестьсот шестисот шестистам шестьюстами шестистах шестсот"),
    (700, "семьсот семисот семистам семьюстами семистах семсот"),
    (800, "восемьсот восьмисот восьмистам восемьюстами восьмистах восемсот"),
    (900, "девятьсот девятисот девятистам девятьюстами девятистах девятсот"),
];

static SCALES: &[(u64, &str)] = &[
    (
        1_000,
        "тысяча тысячи тысяче тысячу тысячей тысячью тысяч тысячам тысячами тысячах тыс тыща тыщи тыщу тыщ тыр тыщей тыщам тысечь тысячь тысеч тысечи тысячя косарь косаря \
         косарей thousand thousands",
    ),
    (
        1_000_000,
        "миллион миллиона миллиону миллионом миллионе миллионы миллионов миллионам миллионами миллионах млн лям ляма лямов милион милиона милионов \
         миллионна миллионнов million millions mln",
    ),
    (
        1_000_000_000,
        "миллиард миллиарда миллиарду миллиардом миллиарды миллиардов миллиардам миллиардами милиард милиарда милиардов млрд billion billions bn",
    ),
];

static WHOLE: &[(u64, &str)] = &[
    (500_000, "полмиллиона"),
    (500_000_000, "полмиллиарда"),
    (500, "полтысячи"),
    (50, "полсотни"),
    (100, "сотня сотни сотню сотней"),
    (10, "десяток десятка"),
    (12, "дюжина дюжину дюжины dozen"),
    (5, "пяток"),
    (500, "пятихатка пятихатку"),
    (250_000, "четвертьмиллиона"),
];

static MANY: &[(u64, &str)] = &[
    (100, "сотен сотнями сотням сотнях"),
    (10, "десятков десятками"),
    (12, "дюжин dozens"),
];

static COLLECTIVES: &[(u16, &str)] = &[
    (2, "двое двоих двоим двоими двойня двойню вдвоем"),
    (3, "трое троих троим троими тройня тройню втроем"),
    (4, "четверо четверых четверым четверыми вчетвером"),
    (5, "пятеро пятерых пятерым пятерыми впятером"),
    (6, "шестеро шестерых шестерым"),
    (7, "семеро семерых семерым"),
    (8, "восьмеро восьмерых"),
    (9, "девятеро девятерых"),
    (10, "десятеро десятерых"),
];

/// Stems of ordinals of one adjectival declension; третий is apart.
static ORDINAL_STEMS: &[(u32, &str)] = &[
    (0, "нулев"),
    (1, "перв"),
    (2, "втор"),
    (4, "четверт"),
    (5, "пят"),
    (6, "шест"),
    (7, "седьм"),
    (8, "восьм"),
    (9, "девят"),
    (10, "десят"),
    (11, "одиннадцат"),
    (12, "двенадцат"),
    (13, "тринадцат"),
    (14, "четырнадцат"),
    (15, "пятнадцат"),
    (16, "шестнадцат"),
    (17, "семнадцат"),
    (18, "восемнадцат"),
    (19, "девятнадцат"),
    (20, "двадцат"),
    (30, "тридцат"),
    (40, "сороков"),
    (50, "пятидесят"),
    (60, "шестидесят"),
    (70, "семидесят"),
    (80, "восьмидесят"),
    (90, "девяност"),
    (100, "сот"),
    (1000, "тысячн"),
    (2000, "двухтысячн"),
];
static HARD_ENDINGS: &[&str] = &[
    "ый", "ой", "ая", "ое", "ые", "ого", "ому", "ым", "ом", "ую", "ою", "ых", "ыми", "ыя",
];
static SOFT_ENDINGS: &[&str] = &[
    "ий", "ья", "ье", "ьи", "ьего", "ьему", "ьим", "ьем", "ьей", "ью", "ьих", "ьими", "его",
];
static ENGLISH_ORDINALS: &str = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth \
                                 fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth";

type Table = FxHashMap<Box<str>, Numeral>;

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    let mut add = |words: &str, numeral: Numeral| {
        for word in words.split_whitespace() {
            table.entry(word.into()).or_insert(numeral);
        }
    };
    add(
        "полтора полторы полутора полтары полторо one-and-a-half",
        Numeral::OneAndHalf,
    );
    add("hundred hundreds", Numeral::Hundred);
    add("thirtieth", Numeral::Ordinal(30));
    for (value, words) in CARDINALS {
        add(words, Numeral::Small(*value));
    }
    for (value, words) in SCALES {
        add(words, Numeral::Scale(*value));
    }
    for (value, words) in WHOLE {
        add(words, Numeral::Whole(*value));
    }
    for (value, words) in MANY {
        add(words, Numeral::Many(*value));
    }
    for (value, words) in COLLECTIVES {
        add(words, Numeral::Collective(*value));
    }
    for (word, value) in ENGLISH_ORDINALS.split_whitespace().zip(1..) {
        add(word, Numeral::Ordinal(value));
    }
    for (value, stem) in ORDINAL_STEMS {
        for ending in HARD_ENDINGS {
            add(&format!("{stem}{ending}"), Numeral::Ordinal(*value));
        }
    }
    for ending in SOFT_ENDINGS {
        add(&format!("трет{ending}"), Numeral::Ordinal(3));
    }
    // English compounds are written with a hyphen: twenty-five, twenty-first.
    let units: Vec<(u16, &str)> = CARDINALS
        .iter()
        .filter(|(v, _)| *v > 0 && *v < 10)
        .filter_map(|(v, w)| Some((*v, w.split(' ').next_back()?)))
        .collect();
    for (tens, words) in CARDINALS.iter().filter(|(v, _)| (20..100).contains(v)) {
        let english = words.split(' ').filter(|w| w.is_ascii());
        for word in english {
            for (unit, name) in &units {
                add(&format!("{word}-{name}"), Numeral::Small(tens + unit));
            }
            for (name, unit) in ENGLISH_ORDINALS.split_whitespace().take(9).zip(1..) {
                add(&format!("{word}-{name}"), Numeral::Ordinal(u32::from(*tens) + unit));
            }
        }
    }
    table
});

/// The meaning of a folded word inside a number.
pub(super) fn numeral(word: &str) -> Option<Numeral> {
    TABLE.get(word).copied()
}
