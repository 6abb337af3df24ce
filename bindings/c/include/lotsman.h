/*
 * Lotsman's engine for C. Made of the sources in bindings/c/src: change those, then `cargo xtask c --header`.
 *
 * A bundle (`name.lotsman`, made by `lotsman build`) is opened as an engine. A conversation is a session. A turn goes
 * on by one event and gives actions: what to say, what to ask, whom to look up, where to hand over. See example.c.
 *
 * Errors. Every function that can fail returns a `lotsman_code`, 0 is success, and takes a place for a
 * `lotsman_error *` as its last argument. The place may be NULL; otherwise it holds NULL after success, and after a
 * failure an error that is yours: read its message, then `lotsman_error_free` it. Functions that cannot fail
 * (`…_free`, `lotsman_session_is_over`, `lotsman_action_text`, …) accept NULL.
 *
 * Ownership. What comes out through a `**` is yours and has its `_free`; after a failure it is NULL. Freeing NULL is
 * nothing to do; freeing twice, or using what was freed, is a bug that this library cannot see. A `lotsman_text` is
 * not yours: it lives as long as what it was asked of. What you pass in is copied where it is kept.
 *
 * Texts are UTF-8 with a length in bytes, never closed by a zero: `printf("%.*s", (int)t.length, t.data)`.
 *
 * JSON. Events, turns, actions and sessions have the same JSON as in Rust, told apart by a key:
 * `{"event": "text", "text": "…"}`, `{"event": "option", "name": "…"}`, `{"event": "silence"}`,
 * `{"action": "say", "text": "…", "grounds": [{"act": "…", "point": "…"}]}`,
 * `{"action": "lookup", "source": "…", "inputs": [["имя", {"Date": "2023-09-15"}]], "outputs": ["имя"], "timeout": …}`.
 * A value is `"Unknown"` (the person does not know), or an object with the one key `Bool`, `Number` (a string),
 * `Money` (kopecks), `Date`, `Duration` (`{"months": 0, "days": 10, "working_days": 0, "seconds": 0}`), `Key` (name of an option),
 * `Text`, `List` or `Record`. New keys and new kinds may come: ignore those that you do not know.
 *
 * Threads. There is no global and no thread-local state, but for tables of the language that are made once and never
 * change. An engine may be used by any number of threads at once. A
 * session may be used by one thread at a time; different sessions are independent. Turns, errors and buffers do not
 * change: they may be read by many, and are freed once, by anybody.
 *
 * New bundles. Open the new file as a second engine, give its handle to the turns that begin now, and free the old one
 * when no turn uses it any more. A session that stands in the old bundle is moved by its next turn: it goes on, is
 * asked again, or is told; what could not be carried over stands in `explanation.moved` of the turn.
 *
 * Time. The library has no clock: `now` is seconds since 1970 in UTC, and the base knows its time zone. The day of a
 * conversation is that of its start and stays.
 *
 * Hostile input. Bundles, sessions, texts and JSON of any content are answered by a code, never by a crash. A panic,
 * which is a bug of the library, becomes `LOTSMAN_CODE_PANIC`. Running out of memory ends the process.
 *
 * Versions. Functions, numbers and the meaning of arguments stay as they are; new ones are added.
 */
#ifndef LOTSMAN_H
#define LOTSMAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How a call ended. The numbers are stable: new ones are added, none is changed.
typedef enum {
    // It did what it says.
    LOTSMAN_CODE_OK = 0,
    // A pointer that must not be NULL is NULL.
    LOTSMAN_CODE_NULL = 1,
    // A text is not UTF-8.
    LOTSMAN_CODE_UTF8 = 2,
    // A length, an index, a time or a name is not a possible one.
    LOTSMAN_CODE_ARGUMENT = 3,
    // The file of a bundle cannot be read.
    LOTSMAN_CODE_IO = 4,
    // The bytes are not a whole, undamaged bundle that this build reads.
    LOTSMAN_CODE_BUNDLE = 5,
    // A JSON document is not one, or not of the shape that is asked for.
    LOTSMAN_CODE_JSON = 6,
    // The bytes or the JSON are not a session that this build reads.
    LOTSMAN_CODE_SESSION = 7,
    // None of the keys that are trusted signed this bundle, or it is not what they signed.
    LOTSMAN_CODE_UNTRUSTED = 8,
    // A bug of the library: it stopped in the middle. The session of the call is of no use any more:
    // free it, and read the one that you kept before the turn.
    LOTSMAN_CODE_PANIC = 100,
} lotsman_code;

// What an action is. New kinds may come: treat one that you do not know as nothing to do.
typedef enum {
    // No action has this index.
    LOTSMAN_ACTION_KIND_NONE = 0,
    // Say the text.
    LOTSMAN_ACTION_KIND_SAY = 1,
    // Ask the text, which is about the fact `name`, show the options if there are any, and wait.
    LOTSMAN_ACTION_KIND_ASK = 2,
    // Say the text, show the options, and wait.
    LOTSMAN_ACTION_KIND_MENU = 3,
    // Ask the source `name`, and come back with `lotsman_step_answered` or `lotsman_step_no_answer`. What to ask it
    // for is in `lotsman_action_json`.
    LOTSMAN_ACTION_KIND_LOOKUP = 4,
    // Identify the person, and come back with `lotsman_step_identified`. The methods are in `lotsman_action_json`.
    LOTSMAN_ACTION_KIND_IDENTIFY = 5,
    // Pass the person to the operators of the queue `name`; the text says why. The card for the operator is in
    // `lotsman_action_json`.
    LOTSMAN_ACTION_KIND_HANDOVER = 6,
    // The conversation is over with the outcome `name`.
    LOTSMAN_ACTION_KIND_END = 7,
    // A kind that this version of the header does not name.
    LOTSMAN_ACTION_KIND_OTHER = 100,
} lotsman_action_kind;

// Bytes that belong to the caller: free them with `lotsman_buffer_free`.
typedef struct lotsman_buffer lotsman_buffer;

// A bundle that is open, with everything that answers by it. Any number of threads may use one at once; it
// is freed once, when none of them uses it any more.
typedef struct lotsman_engine lotsman_engine;

// The words for what went wrong. Belongs to the caller: free it with `lotsman_error_free`.
typedef struct lotsman_error lotsman_error;

// One conversation. One thread at a time may use it; different sessions are independent of each other.
typedef struct lotsman_session lotsman_session;

// What was said in a conversation, the last 200 lines: a service that wants it keeps one beside each session. One
// thread at a time may use it.
typedef struct lotsman_transcript lotsman_transcript;

// What one event led to: actions in order, and the explanation. Nothing changes it.
typedef struct lotsman_turn lotsman_turn;

// A text that belongs to somebody else: UTF-8, **not** closed by a zero. It lives as long as the handle
// that it was asked of, and for a session until the next call that changes it.
typedef struct {
    // The first byte. Never NULL, though `length` may be 0.
    const char *data;
    // Bytes.
    size_t length;
} lotsman_text;

// One option of an action, from 0. Texts live as long as the turn.
typedef struct {
    // Stable name: send it back with `lotsman_step_option`.
    lotsman_text name;
    // The words on the button.
    lotsman_text label;
    // Telephone key as ASCII, 0 where it has none.
    uint8_t key;
} lotsman_option;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The code of an error.
//
// The caller promises:
// `error` is an error of this library or NULL.
lotsman_code lotsman_error_code(const lotsman_error *error);

// The words of an error, in English for programmers; they live as long as the error. Of NULL they are empty.
//
// The caller promises:
// `error` is an error of this library or NULL.
lotsman_text lotsman_error_message(const lotsman_error *error);

// Frees an error; NULL is nothing to do.
//
// The caller promises:
// `error` is an error of this library that has not been freed, or NULL.
void lotsman_error_free(lotsman_error *error);

// The bytes; a JSON document is UTF-8. They live until `lotsman_buffer_free`. Of NULL there are none.
//
// The caller promises:
// `buffer` is a buffer of this library or NULL.
lotsman_text lotsman_buffer_bytes(const lotsman_buffer *buffer);

// Frees a buffer; NULL is nothing to do.
//
// The caller promises:
// `buffer` is a buffer of this library that has not been freed, or NULL.
void lotsman_buffer_free(lotsman_buffer *buffer);

// Version of this library, such as `0.1.0`; it lives for ever.
lotsman_text lotsman_version(void);

// Opens the file of a bundle by mapping it. While it is open the file must not be changed in place: put a new
// one there by renaming, as `lotsman build` does.
//
// Codes: `LOTSMAN_CODE_IO`, `LOTSMAN_CODE_BUNDLE`; `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8` for the path.
//
// The caller promises:
// `path` points to `path_length` bytes; `engine` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_engine_open(const char *path,
                                 size_t path_length,
                                 lotsman_engine **engine,
                                 lotsman_error **error);

// Opens a bundle that lies in memory. The bytes are copied: they may be freed afterwards.
//
// Codes: `LOTSMAN_CODE_BUNDLE`, `LOTSMAN_CODE_NULL`.
//
// The caller promises:
// `bytes` points to `length` bytes; `engine` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_engine_from_bytes(const uint8_t *bytes,
                                       size_t length,
                                       lotsman_engine **engine,
                                       lotsman_error **error);

// Opens the file of a bundle as `lotsman_engine_open` does, provided that one of these keys signed it: `keys` are
// `keys_count` texts of `.pub` files, in PEM, as `lotsman keygen` writes them. No keys trust nobody.
//
// Codes: those of `lotsman_engine_open`; `LOTSMAN_CODE_UNTRUSTED` where the bundle is whole, but none of the keys
// signed it; `LOTSMAN_CODE_ARGUMENT` for a text that is no key.
//
// The caller promises:
// `path` points to `path_length` bytes; `keys` points to `keys_count` texts, each of them to its bytes; `engine` may be
// written to; `error` is NULL or may be written to.
lotsman_code lotsman_engine_open_trusted(const char *path,
                                         size_t path_length,
                                         const lotsman_text *keys,
                                         size_t keys_count,
                                         lotsman_engine **engine,
                                         lotsman_error **error);

// Opens a bundle that lies in memory as `lotsman_engine_from_bytes` does, provided that one of these keys signed it.
//
// Codes: those of `lotsman_engine_from_bytes` and of `lotsman_engine_open_trusted`.
//
// The caller promises:
// `bytes` points to `length` bytes; the rest as `lotsman_engine_open_trusted`.
lotsman_code lotsman_engine_from_bytes_trusted(const uint8_t *bytes,
                                               size_t length,
                                               const lotsman_text *keys,
                                               size_t keys_count,
                                               lotsman_engine **engine,
                                               lotsman_error **error);

// A second handle of the same engine, at no cost: each is freed on its own. For swapping engines while
// conversations go on: a turn holds a handle of its own.
//
// The caller promises:
// `engine` is an engine of this library; `clone` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_engine_clone(const lotsman_engine *engine,
                                  lotsman_engine **clone,
                                  lotsman_error **error);

// Identity of the bundle, as sessions carry it; empty for NULL. Lives as long as the engine.
//
// The caller promises:
// `engine` is an engine of this library or NULL.
lotsman_text lotsman_engine_bundle(const lotsman_engine *engine);

// Title of the base; empty for NULL. Lives as long as the engine.
//
// The caller promises:
// `engine` is an engine of this library or NULL.
lotsman_text lotsman_engine_title(const lotsman_engine *engine);

// Judges which topic a text is about, without a conversation: a JSON object with `decision` (`answer`,
// `clarify`, `unknown`), `in_scope`, `offered` (paths of topics), `entities`, `corrections` and `candidates`, best
// first, each with `topic`, `title`, `probability`, and what spoke for it: `cues`, `words`, `documents`.
//
// Codes: `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8`, `LOTSMAN_CODE_ARGUMENT` for the time.
//
// The caller promises:
// `engine` is an engine of this library; `text` points to `text_length` bytes; `judgement` may be written to;
// `error` is NULL or may be written to.
lotsman_code lotsman_engine_classify(const lotsman_engine *engine,
                                     const char *text,
                                     size_t text_length,
                                     int64_t now,
                                     lotsman_buffer **judgement,
                                     lotsman_error **error);

// Frees an engine; NULL is nothing to do. Sessions and turns do not need it.
//
// The caller promises:
// `engine` is an engine of this library that has not been freed and that no thread uses, or NULL.
void lotsman_engine_free(lotsman_engine *engine);

// Starts a conversation: `session` is the new one, `turn` its greeting.
//
// `options` is NULL with the length 0, or a JSON object with any of
// `{"channel": "chat" | "voice", "scenario": "имя", "identified": true, "facts": {"имя": значение, …}}`:
// the channel is chat, unless it is said; `scenario` starts there instead of greeting; `identified` says that you know who
// the person is; `facts` are known from the start. Values of facts are plain JSON, as in a table of
// `lotsman decide`: `true`, `2`, `"20000.50"`, `"2025-03-01"`, the name of an option, an array for a list.
//
// `now` is seconds since 1970 (`time(NULL)`), here and everywhere; the library has no clock of its own.
//
// Codes: `LOTSMAN_CODE_JSON` for options that are none, `LOTSMAN_CODE_ARGUMENT` for facts that the base does not
// have, values that do not fit, and the time.
//
// The caller promises:
// `engine` is an engine of this library; `options` points to `options_length` bytes; `session` and `turn` may be
// written to; `error` is NULL or may be written to.
lotsman_code lotsman_start(const lotsman_engine *engine,
                           const char *options,
                           size_t options_length,
                           int64_t now,
                           lotsman_session **session,
                           lotsman_turn **turn,
                           lotsman_error **error);

// The session in compact form, some hundred bytes, to be kept between turns. It holds facts: personal data.
//
// Code: `LOTSMAN_CODE_SESSION` for one that is longer than 256 KB.
//
// The caller promises:
// `session` is a session of this library; `bytes` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_session_to_bytes(const lotsman_session *session,
                                      lotsman_buffer **bytes,
                                      lotsman_error **error);

// A session out of what `lotsman_session_to_bytes` gave, in this process or another one, by this version of the
// library or an earlier one.
//
// Codes: `LOTSMAN_CODE_SESSION` for bytes that are cut, damaged or of a later version.
//
// The caller promises:
// `bytes` points to `length` bytes; `session` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_session_from_bytes(const uint8_t *bytes,
                                        size_t length,
                                        lotsman_session **session,
                                        lotsman_error **error);

// The session as JSON, for people and for stores that want it; several times as long as the bytes.
//
// The caller promises:
// As `lotsman_session_to_bytes`.
lotsman_code lotsman_session_to_json(const lotsman_session *session,
                                     lotsman_buffer **json,
                                     lotsman_error **error);

// A session out of what `lotsman_session_to_json` gave.
//
// Codes: `LOTSMAN_CODE_SESSION`, `LOTSMAN_CODE_UTF8`.
//
// The caller promises:
// `json` points to `length` bytes; `session` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_session_from_json(const char *json,
                                       size_t length,
                                       lotsman_session **session,
                                       lotsman_error **error);

// Identity of the bundle that the session belongs to; empty for NULL. A turn in an engine of another bundle moves the
// session there; where that is not wanted, compare this with `lotsman_engine_bundle` and use the engine of its own.
//
// The caller promises:
// `session` is a session of this library or NULL.
lotsman_text lotsman_session_bundle(const lotsman_session *session);

// Whether the conversation with the system has ended, or gone on to an operator. `true` for NULL.
//
// The caller promises:
// `session` is a session of this library or NULL.
bool lotsman_session_is_over(const lotsman_session *session);

// Whether the conversation waits for you, not for the person: for a source, or for an identification. `false` for
// NULL.
//
// The caller promises:
// `session` is a session of this library or NULL.
bool lotsman_session_waits_for_host(const lotsman_session *session);

// Turns so far, the greeting is the first; 0 for NULL.
//
// The caller promises:
// `session` is a session of this library or NULL.
uint32_t lotsman_session_turn(const lotsman_session *session);

// Frees a session; NULL is nothing to do.
//
// The caller promises:
// `session` is a session of this library that has not been freed and that no thread uses, or NULL.
void lotsman_session_free(lotsman_session *session);

// The person wrote this, or said it and was surely understood.
//
// A session of another bundle is moved to that of the engine first; how it goes on, and what could not be carried over, is
// told in `explanation.moved` of the turn. So it is in every step.
//
// A text of any length is a normal one: what is longer than the base allows is answered by the base. A session that
// is over gives a turn without actions. Codes of all steps: `LOTSMAN_CODE_NULL`, `LOTSMAN_CODE_UTF8`,
// `LOTSMAN_CODE_ARGUMENT`, and `LOTSMAN_CODE_PANIC`; a step that gives a code other than `LOTSMAN_CODE_OK` or
// `LOTSMAN_CODE_PANIC` has changed nothing.
//
// The caller promises:
// `engine` and `session` are of this library, and nobody else uses the session; `text` points to `text_length` bytes;
// `turn` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_step_text(const lotsman_engine *engine,
                               lotsman_session *session,
                               const char *text,
                               size_t text_length,
                               int64_t now,
                               lotsman_turn **turn,
                               lotsman_error **error);

// The person pressed a button: the name that `lotsman_option` gave.
//
// The caller promises:
// As `lotsman_step_text`; `name` points to `name_length` bytes.
lotsman_code lotsman_step_option(const lotsman_engine *engine,
                                 lotsman_session *session,
                                 const char *name,
                                 size_t name_length,
                                 int64_t now,
                                 lotsman_turn **turn,
                                 lotsman_error **error);

// The person pressed a key of the telephone: `'0'`–`'9'`, `'*'`, `'#'`.
//
// The caller promises:
// As `lotsman_step_text`.
lotsman_code lotsman_step_key(const lotsman_engine *engine,
                              lotsman_session *session,
                              char key,
                              int64_t now,
                              lotsman_turn **turn,
                              lotsman_error **error);

// The person said nothing in time.
//
// The caller promises:
// As `lotsman_step_text`.
lotsman_code lotsman_step_silence(const lotsman_engine *engine,
                                  lotsman_session *session,
                                  int64_t now,
                                  lotsman_turn **turn,
                                  lotsman_error **error);

// The source that a `LOTSMAN_ACTION_KIND_LOOKUP` asked for has answered: `facts` is a JSON object of the outputs that
// it knows, `{"имя": значение}`, with values as in `lotsman_start`. `{}`: it knows nothing of this person.
//
// The caller promises:
// As `lotsman_step_text`; `source` points to `source_length` bytes, `facts` to `facts_length` bytes.
lotsman_code lotsman_step_answered(const lotsman_engine *engine,
                                   lotsman_session *session,
                                   const char *source,
                                   size_t source_length,
                                   const char *facts,
                                   size_t facts_length,
                                   int64_t now,
                                   lotsman_turn **turn,
                                   lotsman_error **error);

// The source failed, or did not answer within its time limit.
//
// The caller promises:
// As `lotsman_step_text`; `source` points to `source_length` bytes.
lotsman_code lotsman_step_no_answer(const lotsman_engine *engine,
                                    lotsman_session *session,
                                    const char *source,
                                    size_t source_length,
                                    int64_t now,
                                    lotsman_turn **turn,
                                    lotsman_error **error);

// How the identification ended that a `LOTSMAN_ACTION_KIND_IDENTIFY` asked for, and by which of its methods; `method`
// may be NULL with the length 0.
//
// The caller promises:
// As `lotsman_step_text`; `method` points to `method_length` bytes.
lotsman_code lotsman_step_identified(const lotsman_engine *engine,
                                     lotsman_session *session,
                                     bool success,
                                     const char *method,
                                     size_t method_length,
                                     int64_t now,
                                     lotsman_turn **turn,
                                     lotsman_error **error);

// Any event, as JSON; for what has no function of its own, speech with alternatives foremost:
// `{"event": "speech", "alternatives": [{"text": "да", "confidence": 0.9}]}`.
//
// Code: `LOTSMAN_CODE_JSON` for a document that is no event.
//
// The caller promises:
// As `lotsman_step_text`; `event` points to `event_length` bytes.
lotsman_code lotsman_step_json(const lotsman_engine *engine,
                               lotsman_session *session,
                               const char *event,
                               size_t event_length,
                               int64_t now,
                               lotsman_turn **turn,
                               lotsman_error **error);

// The turn as JSON: `{"heard": "what the person said", "actions": […], "explanation": {…}}`.
//
// The caller promises:
// `turn` is a turn of this library; `json` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_turn_json(const lotsman_turn *turn, lotsman_buffer **json, lotsman_error **error);

// Number of actions; 0 for NULL. They are named by their index, from 0.
//
// The caller promises:
// `turn` is a turn of this library or NULL.
size_t lotsman_turn_actions(const lotsman_turn *turn);

// Frees a turn; NULL is nothing to do.
//
// The caller promises:
// `turn` is a turn of this library that has not been freed and that no thread uses, or NULL.
void lotsman_turn_free(lotsman_turn *turn);

// The kind of an action; `LOTSMAN_ACTION_KIND_NONE` where there is none of this index.
//
// The caller promises:
// `turn` is a turn of this library or NULL.
lotsman_action_kind lotsman_action_kind_of(const lotsman_turn *turn, size_t index);

// The words of an action for the person; of a hand-over, the reason for the operator. Paragraphs are separated by
// line ends. Empty where it has none. Lives as long as the turn.
//
// The caller promises:
// `turn` is a turn of this library or NULL.
lotsman_text lotsman_action_text(const lotsman_turn *turn,
                                 size_t index);

// The stable name that an action is about: fact, source, queue or outcome; see `lotsman_action_kind`. Empty where it
// has none. Lives as long as the turn.
//
// The caller promises:
// `turn` is a turn of this library or NULL.
lotsman_text lotsman_action_name(const lotsman_turn *turn,
                                 size_t index);

// Number of options that an action offers: buttons. 0 for NULL.
//
// The caller promises:
// `turn` is a turn of this library or NULL.
size_t lotsman_action_options(const lotsman_turn *turn, size_t index);

// Gives one option of an action.
//
// Code: `LOTSMAN_CODE_ARGUMENT` where there is no such action or option.
//
// The caller promises:
// `turn` is a turn of this library; `option` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_action_option(const lotsman_turn *turn,
                                   size_t index,
                                   size_t option_index,
                                   lotsman_option *option,
                                   lotsman_error **error);

// One action as JSON, with everything that it holds: legal grounds, hints, the kind of answer that fits, what a
// source is asked for, the operator's card.
//
// The caller promises:
// `turn` is a turn of this library; `json` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_action_json(const lotsman_turn *turn,
                                 size_t index,
                                 lotsman_buffer **json,
                                 lotsman_error **error);

// A transcript: an empty one for NULL with the length 0, or the one that `lotsman_transcript_json` gave.
//
// Codes: `LOTSMAN_CODE_JSON`, `LOTSMAN_CODE_UTF8`.
//
// The caller promises:
// `json` points to `length` bytes; `transcript` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_transcript_new(const char *json,
                                    size_t length,
                                    lotsman_transcript **transcript,
                                    lotsman_error **error);

// Adds what was said in a turn, the person's words and the system's, and puts the transcript on the operator's card
// where the turn hands over. Call it once for each turn, that of `lotsman_start` first.
//
// The caller promises:
// `turn` and `transcript` are of this library, and nobody else uses them; `error` is NULL or may be written to.
lotsman_code lotsman_transcript_record(lotsman_transcript *transcript,
                                       lotsman_turn *turn,
                                       lotsman_error **error);

// The transcript as JSON: `{"lines": [{"who": "citizen" | "system", "text": "…"}], "dropped": 0}`.
//
// The caller promises:
// `transcript` is of this library; `json` may be written to; `error` is NULL or may be written to.
lotsman_code lotsman_transcript_json(const lotsman_transcript *transcript,
                                     lotsman_buffer **json,
                                     lotsman_error **error);

// Frees a transcript; NULL is nothing to do.
//
// The caller promises:
// `transcript` is of this library, has not been freed, and no thread uses it; or NULL.
void lotsman_transcript_free(lotsman_transcript *transcript);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* LOTSMAN_H */
