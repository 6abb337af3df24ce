/*
 * A channel service in C: leads one conversation over a bundle.
 *
 *     cc -I bindings/c/include example.c -L target/release -llotsman_c -o example
 *     ./example library.lotsman
 *
 * A real service waits for what people write; this one plays both sides, so that it can be run and read.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "lotsman.h"

/* One way out for everything that cannot go on. */
static void check(lotsman_code code, lotsman_error **error)
{
    if (code == LOTSMAN_CODE_OK)
        return;
    lotsman_text message = lotsman_error_message(*error);
    fprintf(stderr, "lotsman: %.*s (%d)\n", (int)message.length, message.data, (int)code);
    lotsman_error_free(*error);
    exit(EXIT_FAILURE);
}

/* Texts have a length and no closing zero. */
static void print(const char *before, lotsman_text text)
{
    printf("%s%.*s\n", before, (int)text.length, text.data);
}

/* Shows the person what a turn says, and does what it asks of the service. Gives the turn that this leads to, or NULL
 * where it is the person's turn, or the conversation is over. */
static lotsman_turn *perform(const lotsman_engine *engine, lotsman_session *session, const lotsman_turn *turn)
{
    lotsman_turn *next = NULL;
    lotsman_error *error = NULL;

    for (size_t i = 0; i < lotsman_turn_actions(turn); i++) {
        lotsman_text name = lotsman_action_name(turn, i);
        lotsman_text text = lotsman_action_text(turn, i);

        switch (lotsman_action_kind_of(turn, i)) {
        case LOTSMAN_ACTION_KIND_SAY:
            print("< ", text);
            break;
        case LOTSMAN_ACTION_KIND_ASK:
        case LOTSMAN_ACTION_KIND_MENU:
            print("< ", text);
            for (size_t n = 0; n < lotsman_action_options(turn, i); n++) {
                lotsman_option option;
                check(lotsman_action_option(turn, i, n, &option, &error), &error);
                printf("  [%c] ", option.key ? option.key : ' ');
                print("", option.label);
            }
            break;
        case LOTSMAN_ACTION_KIND_IDENTIFY: {
            const char *method = "читательский_билет";
            puts("  * the person has shown a reader's ticket");
            check(lotsman_step_identified(engine, session, true, method, strlen(method), time(NULL), &next, &error),
                  &error);
            break;
        }
        case LOTSMAN_ACTION_KIND_LOOKUP: {
            /* Which facts are wanted, and what is known, stands in the JSON of the action. A real service asks the
             * real source here, within the time limit; where that fails, it calls lotsman_step_no_answer. */
            const char *facts = "{\"книг\": 3}";
            lotsman_buffer *request = NULL;
            check(lotsman_action_json(turn, i, &request, &error), &error);
            print("  * asked of a source: ", lotsman_buffer_bytes(request));
            lotsman_buffer_free(request);
            check(lotsman_step_answered(engine, session, name.data, name.length, facts, strlen(facts), time(NULL),
                                        &next, &error),
                  &error);
            break;
        }
        case LOTSMAN_ACTION_KIND_HANDOVER:
            print("  * passed to the queue ", name);
            print("    because: ", text);
            break;
        case LOTSMAN_ACTION_KIND_END:
            print("  * over: ", name);
            break;
        default: /* a kind that came after this program was written */
            break;
        }
    }
    return next;
}

/* Shows a turn and all turns that follow without the person. */
static void follow(const lotsman_engine *engine, lotsman_session *session, lotsman_turn *turn)
{
    while (turn != NULL) {
        lotsman_turn *next = perform(engine, session, turn);
        lotsman_turn_free(turn);
        turn = next;
    }
}

/* Between turns a session lies in the store of the service, as bytes; any process can take it up again. */
static lotsman_session *kept(lotsman_session *session)
{
    lotsman_buffer *bytes = NULL;
    lotsman_session *read = NULL;
    lotsman_error *error = NULL;

    check(lotsman_session_to_bytes(session, &bytes, &error), &error);
    lotsman_session_free(session);
    lotsman_text stored = lotsman_buffer_bytes(bytes);
    check(lotsman_session_from_bytes((const uint8_t *)stored.data, stored.length, &read, &error), &error);
    lotsman_buffer_free(bytes);
    return read;
}

int main(int argc, char **argv)
{
    static const char *const WRITTEN[] = {
        "До которого часа вы открыты?",
        "Сколько у меня книг?",
        "АБ 1234",
    };
    lotsman_engine *engine = NULL; /* one for the whole process, for all its threads */
    lotsman_session *session = NULL;
    lotsman_turn *turn = NULL;
    lotsman_error *error = NULL;

    if (argc != 2) {
        fputs("usage: example BUNDLE\n", stderr);
        return EXIT_FAILURE;
    }
    check(lotsman_engine_open(argv[1], strlen(argv[1]), &engine, &error), &error);
    print("# ", lotsman_engine_title(engine));

    check(lotsman_start(engine, NULL, 0, time(NULL), &session, &turn, &error), &error);
    follow(engine, session, turn);

    for (size_t i = 0; i < sizeof WRITTEN / sizeof *WRITTEN; i++) {
        session = kept(session);
        printf("> %s\n", WRITTEN[i]);
        check(lotsman_step_text(engine, session, WRITTEN[i], strlen(WRITTEN[i]), time(NULL), &turn, &error), &error);
        follow(engine, session, turn);
    }

    /* A button sends the name of its option; the telephone would send lotsman_step_key(…, '1', …). */
    const char *button = "продлить";
    printf("> [%s]\n", button);
    check(lotsman_step_option(engine, session, button, strlen(button), time(NULL), &turn, &error), &error);
    follow(engine, session, turn);

    printf("# over: %s, turns: %u\n", lotsman_session_is_over(session) ? "yes" : "no",
           (unsigned)lotsman_session_turn(session));
    lotsman_session_free(session);
    lotsman_engine_free(engine);
    return EXIT_SUCCESS;
}
