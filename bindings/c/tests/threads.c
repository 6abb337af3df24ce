/* Four threads lead conversations by one engine at once, and by handles of their own. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lotsman.h"

#define NOW 1694768400
#define THREADS 4
#define EACH 20

static lotsman_engine *engine = NULL;

static int says(const lotsman_turn *turn, const char *text)
{
    lotsman_text said = lotsman_action_text(turn, 0);
    return said.length >= strlen(text) && memcmp(said.data, text, strlen(text)) == 0;
}

static void *talk(void *count)
{
    static const char QUESTION[] = "часы работы";
    lotsman_engine *mine = NULL;

    if (lotsman_engine_clone(engine, &mine, NULL) != LOTSMAN_CODE_OK)
        return NULL;
    for (int i = 0; i < EACH; i++) {
        lotsman_session *session = NULL;
        lotsman_turn *turn = NULL;
        const lotsman_engine *used = i % 2 == 0 ? engine : mine;
        if (lotsman_start(used, NULL, 0, NOW, &session, &turn, NULL) != LOTSMAN_CODE_OK)
            break;
        lotsman_turn_free(turn);
        if (lotsman_step_text(used, session, QUESTION, sizeof QUESTION - 1, NOW, &turn, NULL) == LOTSMAN_CODE_OK &&
            says(turn, "Библиотека открыта"))
            ++*(int *)count;
        lotsman_turn_free(turn);
        lotsman_session_free(session);
    }
    lotsman_engine_free(mine);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t threads[THREADS];
    int counts[THREADS] = {0};
    int all = 0;

    if (argc != 2 || lotsman_engine_open(argv[1], strlen(argv[1]), &engine, NULL) != LOTSMAN_CODE_OK)
        return EXIT_FAILURE;
    for (int i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, talk, &counts[i]);
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        all += counts[i];
    }
    lotsman_engine_free(engine);
    printf("%d threads, %d conversations\n", THREADS, all);
    return EXIT_SUCCESS;
}
