//! L11: life cycle. What depends on the day on which it is checked.

use super::entries;

entries! {
    /// A parameter whose last value has ended.
    PARAMETER_ENDED = "L1101" Warning {
        headline: "«{name}»{keys}: значение действовало по {until}, а следующего нет" / "`{name}`{keys}: the value ended on {until}, and none follows",
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
    /// An item whose last edition is over.
    ITEM_ENDED = "L1103" Warning {
        headline: "{kind} «{name}»: срок действия кончился {until}, следующей редакции нет" / "{kind} `{name}` ended on {until}, and no edition follows",
        label: "с этого дня не действует" / "not in force after that day",
        why: "После этого дня служба такого не знает: тема не отвечает, сценарий передаёт оператору, решение ничего не выводит." / "After that day the service does not know it: a topic does not answer, a scenario hands over, a decision concludes nothing.",
        help: "Добавьте следующую редакцию или уберите запись, если она больше не нужна." / "Add the next edition, or remove the item if nobody needs it any more.",
    }
    /// An item that has not begun.
    NOT_YET = "L1104" Note {
        headline: "{kind} «{name}» ещё не действует: начнёт действовать {from}" / "{kind} `{name}` is not in force yet: it begins on {from}",
        label: "до этого дня этой записи нет" / "until that day it is not there",
        why: "Сегодня разговор пройдёт так, как будто этой записи нет." / "A conversation of today goes as if the item were not there.",
        help: "Если так и задумано, ничего не делайте. Если действовать нужно сейчас, исправьте день." / "If that is meant, leave it. If it should hold now, correct the day.",
    }
    /// Something ends soon.
    ENDS_SOON = "L1105" Warning {
        headline: "{kind} «{name}»: действует только по {until}, следующей редакции нет" / "{kind} `{name}` holds until {until} only, and no edition follows",
        label: "кончится скоро" / "it ends soon",
        why: "Если ничего не дописать, на другой день служба останется без этой записи." / "If nothing is added, the service is without it the day after.",
        help: "Узнайте, что будет дальше, и добавьте следующую редакцию. За сколько дней предупреждать — limits.expiry_days в lotsman.yaml." / "Find out what follows and add the next edition. How many days ahead to warn is limits.expiry_days in lotsman.yaml.",
    }
    /// An item that belongs to nobody.
    NO_SEGMENT = "L1106" Note {
        headline: "в файле есть записи без сегмента ({count}), первая — {kind} «{name}»" / "the file has items without a segment ({count}), the first is {kind} `{name}`",
        label: "чья она, не сказано" / "nothing says whose it is",
        why: "База поделена между участниками, а за эту запись не отвечает никто: её может изменить любой, и спросить о ней некого." / "The base is divided among participants, and nobody answers for this item: anybody may change it, and nobody can be asked.",
        help: "Добавьте строку «сегмент ИМЯ»." / "Add a line `segment NAME`.",
    }
    /// A segment without owners.
    SEGMENT_UNOWNED = "L1107" Warning {
        headline: "у сегмента «{segment}» нет владельцев" / "segment `{segment}` has no owners",
        label: "список владельцев (owners) пуст" / "owners is empty",
        why: "Никто не отвечает за эту часть базы, и проверка «check --as» не пропустит ничьих правок в ней." / "Nobody answers for this part of the base, and `check --as` lets nobody change it.",
        help: "Напишите owners: [кто]." / "Write owners: [who].",
    }
    /// A segment without items.
    SEGMENT_EMPTY = "L1108" Note {
        headline: "в сегменте «{segment}» нет ни одной записи" / "segment `{segment}` has no items",
        label: "на него никто не ссылается" / "nothing refers to it",
        why: "Либо участник ещё ничего не внёс, либо его имя в записях написано иначе." / "Either the participant has written nothing yet, or the items spell the name differently.",
        help: "Подпишите записи строкой «сегмент {segment}» или уберите сегмент." / "Put `segment {segment}` into the items, or remove the segment.",
    }
    /// A change by somebody else than the owner.
    FOREIGN_CHANGE = "L1109" Error {
        headline: "«{who}» изменяет чужое: {kind} «{name}» принадлежит сегменту «{segment}»" / "{kind} `{name}` is changed by `{who}` and belongs to segment `{segment}`",
        label: "это часть базы «{title}»" / "this is the part “{title}”",
        why: "За эти слова отвечает другой участник: правка без него может разойтись с тем, что он обязан сообщать." / "Another participant answers for these words: a change without them may contradict what they must say.",
        help: "Попросите владельца сегмента внести правку или согласуйте её и проверьте от его имени: «check --as {segment}»." / "Ask an owner of the segment to make the change, or agree on it and check on their behalf: `check --as {segment}`.",
    }
}
