//! Built-in functions: names, numbers of arguments, types. The one table of them.

use serde::{Deserialize, Serialize};

/// What a parameter of a function takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Any value.
    Any,
    /// Text, or what is kept as text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A number or money.
    Amount,
    /// A date.
    Date,
    /// A period of time.
    Duration,
    /// A list.
    List,
    /// A list or a text.
    Countable,
    /// Yes or no.
    YesNo,
    /// How to round, by name: [`Rounding`].
    Rounding,
    /// What to do where the month has no such day, by name: [`MonthEnd`].
    MonthEnd,
}

/// What a function gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// Known only when it is computed.
    Any,
    /// Text.
    Text,
    /// A number.
    Number,
    /// A whole number.
    Integer,
    /// A date.
    Date,
    /// A period of time.
    Duration,
    /// Yes or no.
    YesNo,
    /// The type of the first argument, without its bounds.
    First,
    /// The type of the elements of the first argument.
    Element,
}

/// How a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// `половина_от_нуля`: to the nearest, half away from zero.
    HalfAway,
    /// `половина_к_нулю`: to the nearest, half towards zero.
    HalfTowards,
    /// `половина_до_четного`: to the nearest, half to the even one.
    HalfEven,
    /// `вверх`
    Up,
    /// `вниз`
    Down,
    /// `от_нуля`
    Away,
    /// `к_нулю`
    Towards,
}

impl Rounding {
    /// All with their names, folded.
    pub const ALL: [(Self, &'static str, &'static str); 7] = [
        (Self::HalfAway, "половина_от_нуля", "half_away"),
        (Self::HalfTowards, "половина_к_нулю", "half_towards"),
        (Self::HalfEven, "половина_до_четного", "half_even"),
        (Self::Up, "вверх", "up"),
        (Self::Down, "вниз", "down"),
        (Self::Away, "от_нуля", "away"),
        (Self::Towards, "к_нулю", "towards"),
    ];

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, ru, en)| *ru == name || *en == name)
            .map(|r| r.0)
    }
}

/// Which day a month that has no such day gives: 31 January and one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MonthEnd {
    /// `последний_день`: the last day of that month.
    LastDay,
    /// `первое_число`: the first day of the month after it.
    FirstOfNext,
}

impl MonthEnd {
    /// All with their names, folded.
    pub const ALL: [(Self, &'static str, &'static str); 2] = [
        (Self::LastDay, "последний_день", "last_day"),
        (Self::FirstOfNext, "первое_число", "first_of_next"),
    ];

    /// By its name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, ru, en)| *ru == name || *en == name)
            .map(|r| r.0)
    }
}

/// Most arguments of a function that takes any number of them.
const MANY: usize = 1_000;

macro_rules! functions {
    ($($(#[$doc:meta])* $name:ident $ru:literal $en:literal $least:literal..$most:tt
        [$($takes:ident)*] $($unknown:ident)? -> $gives:ident)*) => {
        /// Built-in functions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Function {
            $($(#[$doc])* $name,)*
        }

        impl Function {
            /// All with their Russian and English names (folded) and number of arguments (least, most).
            pub const ALL: &'static [(Self, &'static str, &'static str, (usize, usize))] = &[
                $((Self::$name, $ru, $en, ($least, $most)),)*
            ];

            /// What its arguments are; the last one stands for all that follow.
            pub fn takes(self) -> &'static [Takes] {
                match self {
                    $(Self::$name => &[$(Takes::$takes),*],)*
                }
            }

            /// What it gives.
            pub fn gives(self) -> Gives {
                match self {
                    $(Self::$name => Gives::$gives,)*
                }
            }

            /// Whether it looks at unknown arguments itself; others give unknown for them.
            pub fn sees_unknown(self) -> bool {
                match self {
                    $(Self::$name => functions!(@ $($unknown)?),)*
                }
            }

            /// Its Russian name, folded.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $ru,)*
                }
            }
        }
    };
    (@ sees) => { true };
    (@) => { false };
}

functions! {
    /// `возраст(дата)`: full years on the session's date
    Age "возраст" "age" 1..1 [Date] -> Integer
    /// `рабочие_дни(дата, n)`: the n-th working day after a date
    WorkingDays "рабочие_дни" "working_days" 2..2 [Date Integer] -> Date
    /// `календарные_дни(дата, n)`: the n-th day after a date
    CalendarDays "календарные_дни" "calendar_days" 2..2 [Date Integer] -> Date
    /// `добавить(дата, длительность, что_если_нет_дня)`
    Add "добавить" "add" 2..3 [Date Duration MonthEnd] -> Date
    /// `мин(a, b, …)`
    Min "мин" "min" 1..MANY [Any] -> Element
    /// `макс(a, b, …)`
    Max "макс" "max" 1..MANY [Any] -> Element
    /// `округлить(число, знаков, способ)`: half away from zero where nothing is said
    Round "округлить" "round" 2..3 [Amount Integer Rounding] -> First
    /// `длина(список)`, `длина(текст)`
    Length "длина" "length" 1..1 [Countable] -> Integer
    /// `известно(x)`: yes or no, never unknown
    Known "известно" "known" 1..1 [Any] sees -> YesNo
    /// `абс(x)`
    Abs "абс" "abs" 1..1 [Any] -> First
    /// `целая_часть(x)`: the greatest whole number not above it
    Floor "целая_часть" "whole_part" 1..1 [Number] -> Integer
    /// `остаток(a, b)`: of the division, with the sign of `b`
    Modulo "остаток" "remainder" 2..2 [Number Number] -> Number
    /// `корень(x)`
    Sqrt "корень" "square_root" 1..1 [Number] -> Number
    /// `логарифм(x)`: natural
    Log "логарифм" "logarithm" 1..1 [Number] -> Number
    /// `экспонента(x)`
    Exp "экспонента" "exponent" 1..1 [Number] -> Number
    /// `нечетное(x)`
    Odd "нечетное" "odd" 1..1 [Number] -> YesNo
    /// `четное(x)`
    Even "четное" "even" 1..1 [Number] -> YesNo
    /// `сумма(список)`
    Sum "сумма" "sum" 0..MANY [Any] sees -> Element
    /// `среднее(список)`
    Mean "среднее" "mean" 0..MANY [Any] sees -> Element
    /// `количество(список)`: how many, unknown ones too
    Count "количество" "count" 0..MANY [Any] sees -> Integer
    /// `медиана(список)`
    Median "медиана" "median" 0..MANY [Any] sees -> Element
    /// `отклонение(список)`: of a sample
    Stddev "отклонение" "deviation" 0..MANY [Any] sees -> Number
    /// `моды(список)`: the most frequent values
    Mode "моды" "modes" 0..MANY [Any] sees -> Any
    /// `произведение(список)`
    Product "произведение" "product" 0..MANY [Any] sees -> Number
    /// `верны_все(a, b, …)`
    All "верны_все" "all_true" 0..MANY [Any] sees -> YesNo
    /// `верно_хотя_бы_одно(a, b, …)`
    AnyTrue "верно_хотя_бы_одно" "any_true" 0..MANY [Any] sees -> YesNo
    /// `длина_текста(текст)`: nothing else has one
    TextLength "длина_текста" "text_length" 1..1 [Text] -> Integer
    /// `содержит(текст, часть)`
    Contains "содержит" "contains" 2..2 [Text Text] -> YesNo
    /// `начинается_с(текст, начало)`
    StartsWith "начинается_с" "starts_with" 2..2 [Text Text] -> YesNo
    /// `заканчивается_на(текст, конец)`
    EndsWith "заканчивается_на" "ends_with" 2..2 [Text Text] -> YesNo
    /// `заглавными(текст)`
    Upper "заглавными" "upper_case" 1..1 [Text] -> Text
    /// `строчными(текст)`
    Lower "строчными" "lower_case" 1..1 [Text] -> Text
    /// `часть_текста(текст, с_какого, сколько)`
    Substring "часть_текста" "part_of_text" 2..3 [Text Integer Integer] -> Text
    /// `до_слова(текст, слово)`
    Before "до_слова" "text_before" 2..2 [Text Text] -> Text
    /// `после_слова(текст, слово)`
    After "после_слова" "text_after" 2..2 [Text Text] -> Text
    /// `заменить(текст, образец, на_что, настройки)`
    Replace "заменить" "replace_text" 3..4 [Text Text Text Text] -> Text
    /// `подходит(текст, образец, настройки)`
    Matches "подходит" "matches" 2..3 [Text Text Text] -> YesNo
    /// `разделить(текст, образец)`
    Split "разделить" "split_text" 2..2 [Text Text] -> Any
    /// `соединить(список, чем)`
    Join "соединить" "join_texts" 1..2 [List Text] sees -> Text
    /// `список(a, b, …)`: also of one value or none
    List "список" "list" 0..MANY [Any] sees -> Any
    /// `элемент(список, номер)`: from the end where negative
    Item "элемент" "item" 2..2 [Any Any] sees -> Any
    /// `отобрать(список, условия)`: those whose condition is true
    Where "отобрать" "pick" 2..2 [Any List] sees -> Any
    /// `есть_в_списке(список, значение)`
    ListContains "есть_в_списке" "list_contains" 2..2 [Any Any] sees -> YesNo
    /// `дописать(список, a, b, …)`
    Append "дописать" "append" 1..MANY [Any] sees -> Any
    /// `сложить_списки(a, b, …)`
    Concatenate "сложить_списки" "concatenate" 1..MANY [Any] sees -> Any
    /// `вставить(список, номер, значение)`
    InsertBefore "вставить" "insert_before" 3..3 [Any Any Any] sees -> Any
    /// `убрать(список, номер)`
    Remove "убрать" "remove" 2..2 [Any Any] sees -> Any
    /// `заменить_в_списке(список, номер, значение)`
    ListReplace "заменить_в_списке" "list_replace" 3..3 [Any Any Any] sees -> Any
    /// `в_обратном_порядке(список)`
    Reverse "в_обратном_порядке" "reverse" 1..1 [Any] -> First
    /// `места(список, значение)`
    IndexOf "места" "index_of" 2..2 [Any Any] sees -> Any
    /// `объединение(a, b, …)`
    Union "объединение" "union" 1..MANY [Any] sees -> Any
    /// `без_повторов(список)`
    Distinct "без_повторов" "distinct" 1..1 [Any] -> First
    /// `без_вложенных(список)`
    Flatten "без_вложенных" "flatten" 1..1 [Any] -> Any
    /// `часть_списка(список, с_какого, сколько)`
    Sublist "часть_списка" "sublist" 2..3 [Any Integer Integer] -> First
    /// `по_порядку(список)`
    Sort "по_порядку" "in_order" 1..1 [Any] -> First
    /// `по_порядку_ключей(список, ключи)`
    SortBy "по_порядку_ключей" "in_order_of" 2..2 [Any List] -> First
    /// A record: names and values in turn
    Record "запись" "record" 0..MANY [Any] sees -> Any
    /// `поле(запись, имя)`
    GetValue "поле" "field" 2..2 [Any Any] -> Any
    /// `поля(запись)`: records of `key` and `value`
    GetEntries "поля" "fields" 1..1 [Any] -> Any
    /// `с_полем(запись, имя, значение)`
    ContextPut "с_полем" "with_field" 3..3 [Any Any Any] sees -> Any
    /// `слить_записи(список)`
    ContextMerge "слить_записи" "merge_records" 1..1 [Any] -> Any
    /// `год(дата)`
    Year "год" "year" 1..1 [Date] -> Integer
    /// `месяц(дата)`
    Month "месяц" "month" 1..1 [Date] -> Integer
    /// `день(дата)`
    Day "день" "day" 1..1 [Date] -> Integer
    /// `день_недели(дата)`: 1 is Monday
    Weekday "день_недели" "weekday" 1..1 [Date] -> Integer
    /// `день_года(дата)`
    DayOfYear "день_года" "day_of_year" 1..1 [Date] -> Integer
    /// `неделя_года(дата)`, as ISO 8601 counts
    WeekOfYear "неделя_года" "week_of_year" 1..1 [Date] -> Integer
    /// The English name of the day, as FEEL gives it
    DayName "название_дня" "day_name" 1..1 [Date] -> Text
    /// The English name of the month, as FEEL gives it
    MonthName "название_месяца" "month_name" 1..1 [Date] -> Text
    /// `дата(год, месяц, день)`
    MakeDate "дата" "date" 1..3 [Any Number Number] -> Date
    /// `месяцев_между(дата, дата)`: full months
    MonthsBetween "месяцев_между" "months_between" 2..2 [Date Date] -> Integer
    /// `лет_между(дата, дата)`: full years
    YearsBetween "лет_между" "years_between" 2..2 [Date Date] -> Integer
    /// Full years and months as a period
    Period "период" "period" 2..2 [Date Date] -> Duration
    /// A period from its ISO 8601 text
    ToDuration "в_длительность" "to_duration" 1..1 [Any] -> Duration
    /// A number from its text, with the signs that group and divide
    ToNumber "в_число" "to_number" 1..3 [Any Any Any] sees -> Number
    /// The text of a value, as FEEL writes it
    ToText "в_текст" "to_text" 1..1 [Any] -> Text
    /// `вида(x, "number")`: whether a value is of a type of FEEL; what is unknown is of none
    IsKind "вида" "of_kind" 2..2 [Any Text] sees -> YesNo
    /// The same value of the same kind
    Is "то_же" "same" 2..2 [Any Any] sees -> YesNo
}
