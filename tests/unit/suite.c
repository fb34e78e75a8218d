#include "suite.h"

#include <stdio.h>
#include <stdlib.h>

static const char *program, *folder;

const char *suite_folder(void)
{
        if (folder)
                return folder;
        fprintf(stderr, "usage: %s FOLDER\n", program);
        exit(2);
}

int main(int argc, char **argv)
{
        program = argv[0];
        folder = argc > 1 ? argv[1] : NULL;
        SRunner *runner = srunner_create(suite_make());
        srunner_run_all(runner, CK_NORMAL);
        int failed = srunner_ntests_failed(runner);
        srunner_free(runner);
        return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
