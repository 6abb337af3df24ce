//! L11: life cycle. What depends on the day on which it is checked.

use super::entries;

entries! {
    /// A parameter whose last value has ended.
    PARAMETER_ENDED = "L1101" Warning {
        headline: "«{name}»{keys}: значение кончилось {until}, следующего нет" / "`{name}`{keys}: the value ended on {until}, and none follows",
        label: "последнее известное значение" / "the last known value",
        why: "Служба не остановится: она назовёт последнее известное значение и предупредит, что оно могло измениться." / "The service goes on: it uses the last known value and warns that it may have changed.",
        help: "Добавьте значение с {next} и его основание. Если оно объявлено, но не принято, напишите «state: expected»." / "Add the value from {next} with its ground. If it is announced but not adopted, write `state: expected`.",
    }
    /// An announced value whose day has come.
    PARAMETER_DUE = "L1102" Warning {
        headline: "«{name}»{keys}: с {from} ожидалось новое значение, а оно не подтверждено" / "`{name}`{keys}: a new value was expected from {from} and is not confirmed",
        label: "значение отмечено как ожидаемое" / "the value is marked as expected",
        why: "Ожидаемым значением служба не пользуется: она называет прежнее и предупреждает, что оно могло измениться." / "The service does not use an expected value: it names the one before and warns that it may have changed.",
        help: "Когда значение принято, уберите «state: expected», проверьте число и запишите основание." / "Once it is adopted, remove `state: expected`, check the number and write its ground.",
    }
}
