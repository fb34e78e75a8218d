#include "cli/cli.h"

#include "cli/help.h"
#include "base/embedded.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int cli_openapi(int argc, char **argv)
{
        bool yaml = argc == 1 && strcmp(argv[0], "--yaml") == 0;
        if (argc > 1 || (argc == 1 && !yaml))
                return help_misused("openapi");
        for (size_t i = 0; i < embedded_contract_count; i++) {
                const struct embedded *file = &embedded_contract[i];
                if (strcmp(file->name, yaml ? "openapi.yaml" : "openapi.json") == 0 &&
                    fwrite(file->text, 1, file->length, stdout) == file->length)
                        return EXIT_SUCCESS;
        }
        return EXIT_FAILED;
}
