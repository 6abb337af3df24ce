//! Class L12, exchange: what an exchange file holds that is not taken over. L1201–L1249.

use super::entries;

entries! {
    /// A file that is no DMN.
    DMN_NOT_XML = "L1201" Error {
        headline: "файл не читается как модель DMN: {what}" / "the file cannot be read as a DMN model: {what}",
        label: "чтение остановилось здесь" / "reading stopped here",
        why: "Модель DMN — это XML с корнем definitions; этот файл устроен иначе или повреждён." / "A DMN model is XML with the root `definitions`; this file is something else or damaged.",
        help: "Выгрузите модель из её редактора ещё раз, в формате DMN 1.1–1.5." / "Export the model from its editor again, as DMN 1.1–1.5.",
    }
    /// A decision that was left out.
    DMN_DECISION = "L1202" Warning {
        headline: "решение «{name}» не перенесено: {what}" / "decision `{name}` was not taken over: {what}",
        label: "здесь" / "here",
        why: "Переписать его иначе значило бы изменить смысл, поэтому его в тексте нет, как и решений, которым оно нужно."
            / "Writing it in another way would change its meaning, so it was left out, with the decisions that need it.",
        help: "Упростите это место в редакторе DMN или напишите решение на нашем языке сами." / "Simplify this place in the DMN editor, or write the decision in our language yourself.",
    }
    /// An element that was left out.
    DMN_ELEMENT = "L1203" Warning {
        headline: "элемент «{name}» не перенесён" / "the element `{name}` was not taken over",
        label: "здесь" / "here",
        why: "Модели из других файлов не читаются; решения, которым они нужны, не переносятся." / "Models of other files are not read; decisions that need them are not taken over.",
        help: "Соберите всё нужное в одну модель и перенесите её." / "Put all that is needed into one model and import that.",
    }
    /// Something that DMN cannot say.
    DMN_NOT_EXPORTED = "L1204" Note {
        headline: "«{name}» в DMN не выгружается: {what}" / "`{name}` is not exported to DMN: {what}",
        label: "здесь" / "here",
        why: "В DMN нет такой записи, и её смысл пропал бы молча." / "DMN has nothing of the kind, and its meaning would be lost in silence.",
        help: "Перенесите это на ту сторону вручную." / "Carry it over by hand.",
    }
}
