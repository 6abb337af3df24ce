//! Class L04, conditions: branches that are missing, dead or overlap.

use super::entries;

entries! {
    /// `если` without `иначе` and a case that no branch covers.
    CASE_NOT_COVERED = "L0401" Warning {
        headline: "{perhaps}есть случай, для которого в «если» нет строки: {case}" / "{perhaps}there is a case without a line in `if`: {case}",
        label: "ни одно из этих условий не подходит" / "none of these conditions holds",
        why: "В таком разговоре сценарий не знает, что делать дальше, и человека без объяснений передают оператору." / "In such a conversation the scenario does not know what to do, and the person is handed to an operator without a word.",
        help: "Добавьте строку для этого случая или последней строкой «иначе -> …»." / "Add a line for this case, or `else -> …` as the last line.",
    }
    /// A branch that nobody takes.
    BRANCH_NEVER = "L0402" Warning {
        headline: "эта строка «если» никогда не сработает" / "this line of `if` never counts",
        label: "когда разговор доходит сюда, это условие не выполняется ни при каких ответах" / "when a conversation gets here, this condition holds for no answers",
        why: "То, что в разговоре уже выяснено, или строки выше не оставляют для неё случаев ({facts}). Обычно это ошибка в числе или перепутанный порядок строк." / "What the conversation has established, or the lines above, leave no case for it ({facts}). Usually a bound is wrong or lines are in the wrong order.",
        help: "Исправьте условие, поднимите строку выше или удалите её." / "Correct the condition, move the line up, or delete it.",
    }
    /// A branch that everybody takes.
    BRANCH_ALWAYS = "L0403" Warning {
        headline: "эта строка «если» срабатывает всегда" / "this line of `if` always counts",
        label: "когда разговор доходит сюда, это условие уже выполнено" / "when a conversation gets here, this condition holds already",
        why: "Остальные строки этого «если» не сработают никогда: то, от чего оно зависит ({facts}), к этому месту уже решено." / "The other lines of this `if` never count: what it depends on ({facts}) is decided by then.",
        help: "Если решать здесь нечего, оставьте переход «-> …»; иначе исправьте условие или спросите факт заново («забыть» и «спросить»)." / "If there is nothing to decide, leave `-> …`; otherwise correct the condition, or ask the fact anew (`forget` and `ask`).",
    }
    /// A part of a condition that is always true.
    COMPARISON_TRUE = "L0404" Note {
        headline: "это сравнение здесь всегда верно" / "this comparison is always true here",
        label: "когда разговор доходит сюда, иначе не бывает" / "when a conversation gets here, it cannot be otherwise",
        why: "Оно ничего не решает: к этому месту разговора иначе уже быть не может ({facts})." / "It decides nothing in the condition ({facts}): that has been established by then.",
        help: "Уберите сравнение или проверьте число в нём." / "Remove the comparison, or check its bound.",
    }
    /// A part of a condition that is always false.
    COMPARISON_FALSE = "L0405" Note {
        headline: "это сравнение здесь всегда неверно" / "this comparison is always false here",
        label: "когда разговор доходит сюда, так не бывает" / "when a conversation gets here, it is never so",
        why: "Оно ничего не решает: к этому месту разговора уже выяснено обратное ({facts})." / "It decides nothing in the condition ({facts}): the opposite has been established by then.",
        help: "Уберите сравнение или проверьте число в нём." / "Remove the comparison, or check its bound.",
    }
    /// Too many cases to follow them all.
    TOO_MANY_CASES = "L0406" Note {
        headline: "в сценарии «{scenario}» слишком много сочетаний условий: проверены не все" / "scenario “{scenario}” has too many combinations of conditions: not all were checked",
        label: "проверка условий этого сценария неполная" / "the conditions of this scenario were checked in part",
        why: "Недостающий или лишний случай в «если» этого сценария мог остаться незамеченным." / "A missing or dead case in an `if` of this scenario may have gone unnoticed.",
        help: "Перенесите условия о нескольких фактах в решение с таблицей или разделите сценарий на части." / "Move conditions on several facts into a decision with a table, or split the scenario.",
    }
}
