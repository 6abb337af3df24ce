/* Forgets a session: the tests must notice, or they would notice nothing. */
#include <stdlib.h>
#include <string.h>

#include "lotsman.h"

int main(int argc, char **argv)
{
    lotsman_engine *engine = NULL;
    lotsman_session *session = NULL;
    lotsman_turn *turn = NULL;

    if (argc != 2 || lotsman_engine_open(argv[1], strlen(argv[1]), &engine, NULL) != LOTSMAN_CODE_OK ||
        lotsman_start(engine, NULL, 0, 0, &session, &turn, NULL) != LOTSMAN_CODE_OK)
        return EXIT_FAILURE;
    session = NULL;
    lotsman_turn_free(turn);
    lotsman_session_free(session);
    lotsman_engine_free(engine);
    return EXIT_SUCCESS;
}
