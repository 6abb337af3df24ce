//! `decide` and `why` from outside: one person, a population, two bundles.

use super::{lotsman, outcome};

const RULES: &str = r#"факт гражданство: да_нет "Гражданство РФ"
  вопрос "У вас есть гражданство РФ?"
конец

факт доход: деньги 0..1_000_000 "Доход на человека в семье"
  вопрос "Какой доход?"
конец

факт детей: целое 0..20 "Детей"
  вопрос "Сколько детей?"
конец

правило право: да_нет = да "Право на выплату"
  если
    гражданство
    доход <= 19_800 ₽
  основание "Закон о выплате", пункт "3"
конец

решение размер_выплаты: деньги "Размер выплаты"
  основание "Закон о выплате", пункт "5"
  | детей  | => сумма  |
  | [0..2] | => 5000 ₽ |
  | > 2    | => 9000 ₽ |
конец

мера выплата "Выплата семьям"
  события рождение
  положена если право и детей >= 1
  размер размер_выплаты
  основание "Закон о выплате", пункт "1"
конец
"#;

struct Base(tempfile::TempDir);

impl Base {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("scenarios")).unwrap();
        let base = Self(folder);
        base.write("lotsman.yaml", "name: выплаты\ntitle: Выплаты\n");
        base.write("scenarios/выплата.scenario", RULES);
        base
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.0.path().join(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// Exit code, output and errors in one text, for a snapshot.
    fn run(&self, args: &[&str]) -> String {
        let (code, out, errors) = outcome(lotsman().current_dir(self.0.path()).args(args));
        format!("$ lotsman {}\n{out}{errors}[код {code}]\n", args.join(" "))
    }
}

#[test]
fn one_person() {
    let base = Base::new();
    let person = ["-f", "гражданство=да", "-f", "доход=15 000", "-f", "детей=трое"];
    let shown = [
        base.run(&[&["decide", "выплата"][..], &person].concat()),
        base.run(&["decide", "право", "-f", "гражданство=нет"]),
        base.run(&["decide", "-f", "гражданство=не знаю"]),
        base.run(&[&["decide", "выплата", "--format", "jsonl"][..], &person].concat()),
        base.run(&["decide", "правр", "--date", "2025-03-01"]),
        base.run(&["decide", "право", "-f", "дохот=1"]),
        base.run(&["decide", "право", "-f", "доход=очень много"]),
        base.run(&[&["why", "выплата", "--for", "citizen"][..], &person].concat()),
    ];
    insta::assert_snapshot!(shown.concat());
}

#[test]
fn a_population_and_what_another_bundle_changes() {
    let base = Base::new();
    base.write(
        "люди.csv",
        "имя,гражданство,доход,детей\nИванов,да,15000,2\nПетров,да,21000.50,3\nСидорова,,10000,1\nОрлова,нет,0,1\nЛось,да,много,1\n",
    );
    let mut shown = base.run(&["build", "-o", "старая.lotsman"]);
    shown.push_str(&base.run(&["decide", "--facts", "люди.csv"]));
    let looser = RULES.replace("19_800", "22_000").replace("9000 ₽", "9500 ₽");
    base.write("scenarios/выплата.scenario", &looser);
    shown.push_str(&base.run(&[
        "decide",
        "выплата",
        "--facts",
        "люди.csv",
        "--against",
        "старая.lotsman",
        "-o",
        "итог.jsonl",
    ]));
    shown.push_str(&base.read("итог.jsonl"));
    let shown: Vec<&str> = shown.lines().filter(|l| !l.starts_with("Собрано")).collect();
    insta::assert_snapshot!(shown.join("\n"));
}

#[test]
fn a_table_without_facts_is_refused() {
    let base = Base::new();
    base.write("люди.csv", "имя,город\nИванов,Омск\n");
    insta::assert_snapshot!(base.run(&["decide", "--facts", "люди.csv"]));
}

#[test]
fn parquet_goes_in_and_out() {
    let base = Base::new();
    base.write("люди.jsonl", "{\"гражданство\":true,\"доход\":15000,\"детей\":3}\n");
    base.run(&["decide", "--facts", "люди.jsonl", "-o", "а.parquet"]);
    let again = base.run(&["decide", "право", "--facts", "а.parquet", "-o", "б.csv"]);
    assert!(again.contains("[код 0]"), "{again}");
    let table = base.read("б.csv");
    assert!(
        table
            .lines()
            .next()
            .unwrap()
            .ends_with("право,право.outcome,право.missing"),
        "{table}"
    );
    assert!(table.lines().nth(1).unwrap().ends_with("да,value,"), "{table}");
}
