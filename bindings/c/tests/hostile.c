/* Calls that no honest program makes: each gets its code, and nothing is leaked, read or written beside. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lotsman.h"

#define NOW 1694768400 /* 2023-09-15, noon in Moscow */

static int wrong = 0;

/* Whether a call got its code, with words, and left no handle behind. */
static void refused(const char *what, lotsman_code expected, lotsman_code code, lotsman_error *error, const void *handle)
{
    lotsman_text message = lotsman_error_message(error);
    if (code != expected || lotsman_error_code(error) != expected || message.length == 0 || handle != NULL) {
        printf("%s: %d instead of %d, %.*s\n", what, (int)code, (int)expected, (int)message.length, message.data);
        wrong++;
    }
    lotsman_error_free(error);
}

#define REFUSED(expected, handle, call)                                   \
    do {                                                                  \
        lotsman_error *error = NULL;                                      \
        lotsman_code code = call;                                         \
        refused(#call, expected, code, error, handle);                    \
    } while (0)

static void expect(const char *what, int holds)
{
    if (!holds) {
        printf("%s does not hold\n", what);
        wrong++;
    }
}

#define EXPECT(condition) expect(#condition, condition)

static void done(const char *what, lotsman_code code, lotsman_error *error)
{
    if (code != LOTSMAN_CODE_OK) {
        lotsman_text message = lotsman_error_message(error);
        printf("%s: %d, %.*s\n", what, (int)code, (int)message.length, message.data);
        exit(EXIT_FAILURE);
    }
}

#define DONE(call)                                                        \
    do {                                                                  \
        lotsman_error *error = NULL;                                      \
        lotsman_code code = call;                                         \
        done(#call, code, error);                                         \
    } while (0)

static bool same(lotsman_text one, lotsman_text other)
{
    return one.length == other.length && memcmp(one.data, other.data, one.length) == 0;
}

/* Whether a buffer holds these words. */
static bool holds(const lotsman_buffer *buffer, const char *words)
{
    lotsman_text bytes = lotsman_buffer_bytes(buffer);
    for (size_t at = 0; at + strlen(words) <= bytes.length; at++) {
        if (memcmp(bytes.data + at, words, strlen(words)) == 0)
            return true;
    }
    return false;
}

static unsigned char *file(const char *path, size_t *length)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL || fseek(stream, 0, SEEK_END) != 0)
        exit(EXIT_FAILURE);
    *length = (size_t)ftell(stream);
    rewind(stream);
    unsigned char *bytes = malloc(*length);
    if (bytes == NULL || fread(bytes, 1, *length, stream) != *length)
        exit(EXIT_FAILURE);
    fclose(stream);
    return bytes;
}

static void bundles(const char *path)
{
    lotsman_engine *engine = (lotsman_engine *)"not NULL";
    size_t length = 0;
    unsigned char *bytes = file(path, &length);

    REFUSED(LOTSMAN_CODE_NULL, NULL, lotsman_engine_open(path, strlen(path), NULL, &error));
    REFUSED(LOTSMAN_CODE_NULL, engine, lotsman_engine_open(NULL, 3, &engine, &error));
    REFUSED(LOTSMAN_CODE_IO, engine, lotsman_engine_open(NULL, 0, &engine, &error));
    REFUSED(LOTSMAN_CODE_IO, engine, lotsman_engine_open("/no/such/file", 13, &engine, &error));
    REFUSED(LOTSMAN_CODE_IO, engine, lotsman_engine_open("a\0b", 3, &engine, &error));
    REFUSED(LOTSMAN_CODE_UTF8, engine, lotsman_engine_open("\xff\xfe", 2, &engine, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, engine, lotsman_engine_open(path, (size_t)-1, &engine, &error));
    REFUSED(LOTSMAN_CODE_NULL, engine, lotsman_engine_from_bytes(NULL, 7, &engine, &error));
    REFUSED(LOTSMAN_CODE_BUNDLE, engine, lotsman_engine_from_bytes(NULL, 0, &engine, &error));
    REFUSED(LOTSMAN_CODE_BUNDLE, engine, lotsman_engine_from_bytes((const uint8_t *)"hello", 5, &engine, &error));
    REFUSED(LOTSMAN_CODE_NULL, engine, lotsman_engine_clone(NULL, &engine, &error));
    /* Cut anywhere, and one byte of a section turned over. */
    for (size_t cut = 0; cut < length; cut += length / 16 + 1)
        REFUSED(LOTSMAN_CODE_BUNDLE, engine, lotsman_engine_from_bytes(bytes, cut, &engine, &error));
    bytes[length / 2] ^= 0x40;
    REFUSED(LOTSMAN_CODE_BUNDLE, engine, lotsman_engine_from_bytes(bytes, length, &engine, &error));
    /* Who wants no words gets the code all the same. */
    EXPECT(lotsman_engine_from_bytes(bytes, length, &engine, NULL) == LOTSMAN_CODE_BUNDLE && engine == NULL);
    free(bytes);
}

static lotsman_text text_of(const char *path)
{
    lotsman_text text = {NULL, 0};
    text.data = (const char *)file(path, &text.length);
    return text;
}

/* Only what a trusted key signed is opened. */
static void signatures(const char *path, const char *signed_path, const char *key, const char *stranger)
{
    lotsman_engine *engine = NULL;
    lotsman_text keys[2] = {text_of(stranger), text_of(key)};
    lotsman_text nothing[1] = {{NULL, 4}}, words[1] = {{"no key", 6}}, broken[1] = {{"\xff", 1}};
    size_t length = 0, signed_length = 0;
    unsigned char *bytes = file(path, &length), *signed_bytes = file(signed_path, &signed_length);

    REFUSED(LOTSMAN_CODE_UNTRUSTED, engine, lotsman_engine_open_trusted(path, strlen(path), keys, 2, &engine, &error));
    REFUSED(LOTSMAN_CODE_UNTRUSTED, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), keys, 1, &engine, &error));
    REFUSED(LOTSMAN_CODE_UNTRUSTED, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), NULL, 0, &engine, &error));
    REFUSED(LOTSMAN_CODE_NULL, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), NULL, 1, &engine, &error));
    REFUSED(LOTSMAN_CODE_NULL, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), nothing, 1, &engine, &error));
    REFUSED(LOTSMAN_CODE_UTF8, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), broken, 1, &engine, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), words, 1, &engine, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, engine,
            lotsman_engine_open_trusted(signed_path, strlen(signed_path), keys, (size_t)-1, &engine, &error));
    REFUSED(LOTSMAN_CODE_IO, engine, lotsman_engine_open_trusted("/no/such/file", 13, keys, 2, &engine, &error));
    REFUSED(LOTSMAN_CODE_UNTRUSTED, engine, lotsman_engine_from_bytes_trusted(bytes, length, keys, 2, &engine, &error));
    /* The last byte is one of the signature: the checksum notices. */
    signed_bytes[signed_length - 1] ^= 1;
    REFUSED(LOTSMAN_CODE_BUNDLE, engine,
            lotsman_engine_from_bytes_trusted(signed_bytes, signed_length, keys, 2, &engine, &error));
    signed_bytes[signed_length - 1] ^= 1;

    DONE(lotsman_engine_open_trusted(signed_path, strlen(signed_path), keys, 2, &engine, &error));
    lotsman_engine_free(engine);
    DONE(lotsman_engine_from_bytes_trusted(signed_bytes, signed_length, keys, 2, &engine, &error));
    lotsman_engine_free(engine);
    free((void *)keys[0].data);
    free((void *)keys[1].data);
    free(bytes);
    free(signed_bytes);
}

static void sessions(const lotsman_engine *engine, const lotsman_engine *other)
{
    lotsman_session *session = NULL, *copy = NULL, *foreign = NULL;
    lotsman_turn *turn = NULL;
    lotsman_buffer *buffer = NULL;
    lotsman_option option;

    REFUSED(LOTSMAN_CODE_NULL, session, lotsman_start(NULL, NULL, 0, NOW, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, turn, lotsman_start(engine, NULL, 0, NOW, NULL, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, session, lotsman_start(engine, NULL, 0, NOW, &session, NULL, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, session, lotsman_start(engine, NULL, 0, INT64_MAX, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, session, lotsman_start(engine, NULL, 0, INT64_MIN, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_JSON, session, lotsman_start(engine, "{", 1, NOW, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_JSON, session, lotsman_start(engine, "{\"chanel\": \"chat\"}", 18, NOW, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, session,
            lotsman_start(engine, "{\"facts\": {\"x\": 1}}", 19, NOW, &session, &turn, &error));
    static const char TOO_MANY[] = "{\"facts\": {\"книг\": 21}}";
    REFUSED(LOTSMAN_CODE_ARGUMENT, session,
            lotsman_start(engine, TOO_MANY, sizeof TOO_MANY - 1, NOW, &session, &turn, &error));
    EXPECT(turn == NULL);

    static const char OPTIONS[] = "{\"channel\": \"voice\", \"scenario\": \"Книги_на_руках\", \"identified\": true, "
                                  "\"facts\": {\"Книг\": 3, \"день_записи\": \"2019-02-03\", \"свой_билет\": true}}";
    DONE(lotsman_start(engine, OPTIONS, sizeof OPTIONS - 1, NOW, &session, &turn, &error));
    EXPECT(lotsman_session_turn(session) == 1 && !lotsman_session_is_over(session));
    EXPECT(lotsman_action_kind_of(turn, 0) == LOTSMAN_ACTION_KIND_ASK);
    lotsman_text asked = lotsman_action_name(turn, 0);
    EXPECT(asked.length == strlen("номер_билета") && memcmp(asked.data, "номер_билета", asked.length) == 0);
    EXPECT(lotsman_action_kind_of(turn, 99) == LOTSMAN_ACTION_KIND_NONE);
    EXPECT(lotsman_action_text(turn, 99).length == 0 && lotsman_action_text(turn, 99).data != NULL);
    REFUSED(LOTSMAN_CODE_ARGUMENT, NULL, lotsman_action_option(turn, 0, 99, &option, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, NULL, lotsman_action_option(turn, 99, 0, &option, &error));
    REFUSED(LOTSMAN_CODE_NULL, NULL, lotsman_action_option(turn, 0, 0, NULL, &error));
    REFUSED(LOTSMAN_CODE_NULL, NULL, lotsman_action_option(NULL, 0, 0, &option, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, buffer, lotsman_action_json(turn, 99, &buffer, &error));
    REFUSED(LOTSMAN_CODE_NULL, buffer, lotsman_turn_json(NULL, &buffer, &error));
    DONE(lotsman_turn_json(turn, &buffer, &error));
    EXPECT(lotsman_buffer_bytes(buffer).data[0] == '{');
    lotsman_buffer_free(buffer);
    lotsman_turn_free(turn);
    turn = NULL;

    /* Events that are none leave the session as it was. */
    REFUSED(LOTSMAN_CODE_NULL, turn, lotsman_step_text(NULL, session, "a", 1, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, turn, lotsman_step_text(engine, NULL, "a", 1, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, turn, lotsman_step_text(engine, session, NULL, 1, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, turn, lotsman_step_silence(engine, session, NOW, NULL, &error));
    REFUSED(LOTSMAN_CODE_UTF8, turn, lotsman_step_text(engine, session, "\xd0", 1, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_UTF8, turn, lotsman_step_option(engine, session, "a\xc0\xaf", 3, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, turn, lotsman_step_text(engine, session, "a", (size_t)-1, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, turn, lotsman_step_text(engine, session, "a", 1, INT64_MAX, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, turn, lotsman_step_key(engine, session, 'x', NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_ARGUMENT, turn, lotsman_step_key(engine, session, (char)0xd0, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_JSON, turn, lotsman_step_json(engine, session, "{}", 2, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_JSON, turn, lotsman_step_json(engine, session, "", 0, NOW, &turn, &error));
    REFUSED(LOTSMAN_CODE_JSON, turn,
            lotsman_step_answered(engine, session, "a", 1, "[]", 2, NOW, &turn, &error));
    size_t deep = 200000;
    char *nested = malloc(deep);
    memset(nested, '[', deep);
    REFUSED(LOTSMAN_CODE_JSON, turn, lotsman_step_json(engine, session, nested, deep, NOW, &turn, &error));
    free(nested);
    EXPECT(lotsman_session_turn(session) == 1);

    /* A source that nobody asked, a button that is not there, a megabyte of text: odd, but answered by the base. */
    size_t long_text = 1 << 20;
    char *text = malloc(long_text);
    memset(text, 'a', long_text);
    DONE(lotsman_step_text(engine, session, text, long_text, NOW, &turn, &error));
    lotsman_turn_free(turn);
    free(text);
    DONE(lotsman_step_no_answer(engine, session, "x", 1, NOW, &turn, &error));
    lotsman_turn_free(turn);
    DONE(lotsman_step_option(engine, session, "x", 1, NOW, &turn, &error));
    lotsman_turn_free(turn);
    DONE(lotsman_step_key(engine, session, '#', NOW, &turn, &error));
    lotsman_turn_free(turn);
    static const char SPEECH[] = "{\"event\": \"speech\", \"alternatives\": [{\"text\": \"12\", \"confidence\": 0.5}]}";
    DONE(lotsman_step_json(engine, session, SPEECH, sizeof SPEECH - 1, NOW, &turn, &error));
    lotsman_turn_free(turn);

    /* A session as bytes and as JSON, whole, cut and damaged. */
    DONE(lotsman_session_to_bytes(session, &buffer, &error));
    lotsman_text bytes = lotsman_buffer_bytes(buffer);
    DONE(lotsman_session_from_bytes((const uint8_t *)bytes.data, bytes.length, &copy, &error));
    EXPECT(lotsman_session_turn(copy) == lotsman_session_turn(session));
    lotsman_session_free(copy);
    for (size_t cut = 0; cut < bytes.length; cut++)
        REFUSED(LOTSMAN_CODE_SESSION, copy, lotsman_session_from_bytes((const uint8_t *)bytes.data, cut, &copy, &error));
    lotsman_buffer_free(buffer);
    REFUSED(LOTSMAN_CODE_NULL, buffer, lotsman_session_to_bytes(NULL, &buffer, &error));
    REFUSED(LOTSMAN_CODE_NULL, copy, lotsman_session_from_bytes(NULL, 5, &copy, &error));
    DONE(lotsman_session_to_json(session, &buffer, &error));
    bytes = lotsman_buffer_bytes(buffer);
    DONE(lotsman_session_from_json(bytes.data, bytes.length, &copy, &error));
    lotsman_session_free(copy);
    REFUSED(LOTSMAN_CODE_SESSION, copy, lotsman_session_from_json(bytes.data, bytes.length - 1, &copy, &error));
    REFUSED(LOTSMAN_CODE_SESSION, copy, lotsman_session_from_json("{}", 2, &copy, &error));
    REFUSED(LOTSMAN_CODE_UTF8, copy, lotsman_session_from_json("\xff", 1, &copy, &error));
    lotsman_buffer_free(buffer);

    /* A session of another bundle is moved to that of the engine, and the turn tells so. */
    DONE(lotsman_start(other, NULL, 0, NOW, &foreign, &turn, &error));
    lotsman_turn_free(turn);
    EXPECT(!same(lotsman_engine_bundle(engine), lotsman_session_bundle(foreign)));
    DONE(lotsman_step_text(engine, foreign, "a", 1, NOW, &turn, &error));
    EXPECT(same(lotsman_engine_bundle(engine), lotsman_session_bundle(foreign)));
    DONE(lotsman_turn_json(turn, &buffer, &error));
    EXPECT(holds(buffer, "\"moved\":{") && holds(buffer, "\"how\":\"here\""));
    lotsman_buffer_free(buffer);
    lotsman_turn_free(turn);
    lotsman_session_free(foreign);
    lotsman_session_free(session);
}

static void transcripts(const lotsman_engine *engine)
{
    lotsman_transcript *transcript = NULL, *again = NULL;
    lotsman_session *session = NULL;
    lotsman_turn *turn = NULL;
    lotsman_buffer *buffer = NULL;

    REFUSED(LOTSMAN_CODE_JSON, transcript, lotsman_transcript_new("[]", 2, &transcript, &error));
    REFUSED(LOTSMAN_CODE_NULL, transcript, lotsman_transcript_new(NULL, 0, NULL, &error));
    DONE(lotsman_transcript_new(NULL, 0, &transcript, &error));
    REFUSED(LOTSMAN_CODE_NULL, NULL, lotsman_transcript_record(transcript, NULL, &error));
    DONE(lotsman_start(engine, NULL, 0, NOW, &session, &turn, &error));
    REFUSED(LOTSMAN_CODE_NULL, NULL, lotsman_transcript_record(NULL, turn, &error));
    DONE(lotsman_transcript_record(transcript, turn, &error));
    lotsman_turn_free(turn);
    DONE(lotsman_transcript_json(transcript, &buffer, &error));
    lotsman_text json = lotsman_buffer_bytes(buffer);
    DONE(lotsman_transcript_new(json.data, json.length, &again, &error));
    lotsman_buffer_free(buffer);

    /* «Оператор» hands over, and the card has what was said. */
    static const char OPERATOR[] = "оператор";
    DONE(lotsman_step_text(engine, session, OPERATOR, sizeof OPERATOR - 1, NOW, &turn, &error));
    DONE(lotsman_transcript_record(again, turn, &error));
    DONE(lotsman_turn_json(turn, &buffer, &error));
    EXPECT(holds(buffer, "{\"who\":\"citizen\",\"text\":\"оператор\"}"));
    EXPECT(holds(buffer, "{\"who\":\"system\",\"text\":\"Здравствуйте!"));
    lotsman_buffer_free(buffer);
    REFUSED(LOTSMAN_CODE_NULL, buffer, lotsman_transcript_json(NULL, &buffer, &error));
    lotsman_turn_free(turn);
    lotsman_session_free(session);
    lotsman_transcript_free(again);
    lotsman_transcript_free(transcript);
}

static void classification(const lotsman_engine *engine)
{
    static const char QUESTION[] = "Когда вы открыты?";
    static const char ANSWER[] = "\"decision\":\"answer\"";
    lotsman_buffer *buffer = NULL;

    REFUSED(LOTSMAN_CODE_UTF8, buffer, lotsman_engine_classify(engine, "\xff", 1, NOW, &buffer, &error));
    REFUSED(LOTSMAN_CODE_NULL, buffer, lotsman_engine_classify(NULL, "a", 1, NOW, &buffer, &error));
    DONE(lotsman_engine_classify(engine, QUESTION, sizeof QUESTION - 1, NOW, &buffer, &error));
    EXPECT(holds(buffer, ANSWER) && holds(buffer, "\"topic\":\"библиотека.часы\""));
    lotsman_buffer_free(buffer);
}

static void nothing(void)
{
    lotsman_engine_free(NULL);
    lotsman_session_free(NULL);
    lotsman_turn_free(NULL);
    lotsman_transcript_free(NULL);
    lotsman_buffer_free(NULL);
    lotsman_error_free(NULL);
    EXPECT(lotsman_engine_title(NULL).length == 0 && lotsman_engine_bundle(NULL).length == 0);
    EXPECT(lotsman_session_bundle(NULL).length == 0 && lotsman_session_turn(NULL) == 0);
    EXPECT(lotsman_session_is_over(NULL) && !lotsman_session_waits_for_host(NULL));
    EXPECT(lotsman_turn_actions(NULL) == 0 && lotsman_action_options(NULL, 0) == 0);
    EXPECT(lotsman_action_kind_of(NULL, 0) == LOTSMAN_ACTION_KIND_NONE);
    EXPECT(lotsman_action_name(NULL, 0).length == 0 && lotsman_buffer_bytes(NULL).length == 0);
    EXPECT(lotsman_error_message(NULL).length == 0 && lotsman_error_code(NULL) == LOTSMAN_CODE_NULL);
    EXPECT(lotsman_version().length > 0);
}

int main(int argc, char **argv)
{
    lotsman_engine *engine = NULL, *other = NULL;

    if (argc != 6)
        return EXIT_FAILURE;
    bundles(argv[1]);
    signatures(argv[1], argv[3], argv[4], argv[5]);
    DONE(lotsman_engine_open(argv[1], strlen(argv[1]), &engine, &error));
    DONE(lotsman_engine_open(argv[2], strlen(argv[2]), &other, &error));
    sessions(engine, other);
    transcripts(engine);
    classification(engine);
    nothing();
    lotsman_engine_free(other);
    lotsman_engine_free(engine);
    if (wrong == 0)
        puts("all refused");
    return wrong == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
