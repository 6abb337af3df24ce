//! Words that any question may have, whatever it is about.
//!
//! How rare a word is in a base says how much it tells only where the base has many texts. In one of a phrase
//! or two a topic «можно» and «мне» look as telling as «монетизация»; that they are not is known beforehand.
//! Question words and negations are not here: «как», «где» and «не» tell what is wanted of a thing.

use rustc_hash::FxHashSet;

use super::features::form_key;
use super::normal::NormalForms;
use crate::value::Lang;

/// Prepositions, pronouns, particles, politeness, and verbs that stand beside any other.
const RU: &str = "а и но или да же бы то это этот эта эти тот та те такой такая чтобы если ведь вот так там тут здесь еще уже \
    только лишь очень просто вообще тоже также для из от до на в во с со к ко по за под над о об обо при про \
    через у между я мне меня мной мы нам нас ты тебе вы вам вас вами он она оно они его ее их ему ей им свой мой \
    моя мое мои наш ваш ваша который которая которые быть был была было были будет будут можно может могу можете \
    мочь нужно надо нужен хочу хотеть хотел хотелось подскажите подсказать скажите сказать помогите помочь \
    пожалуйста спасибо здравствуйте здравствуй добрый привет делать сделать сам сама \
    самый весь все всё всех другой один";
/// The same of English.
const EN: &str = "a an the i me my we our you your he she it its they them their this that these those was were be been am did \
    would should will shall may might have has had of in on at to for from with by as if so and or but please \
    thanks hi hello there here just also some any";

/// Keys of the normal forms of function words.
pub fn function_words(forms: &NormalForms) -> FxHashSet<u64> {
    let list = match forms.lang() {
        Lang::Ru => RU,
        Lang::En => EN,
    };
    list.split_whitespace()
        .map(|word| form_key(&forms.normal(word)))
        .collect()
}
