#include "fuzz/replay.h"

#include "base/buffer.h"

#include <stdio.h>
#include <stdlib.h>

#define INPUT_MAX ((size_t)64 * 1024 * 1024)

static bool replay(const char *path)
{
        FILE *file = fopen(path, "rb");
        struct buffer bytes = BUFFER(INPUT_MAX);
        char part[4096];
        size_t count;
        if (!file) {
                perror(path);
                return false;
        }
        while ((count = fread(part, 1, sizeof part, file)) > 0)
                buffer_add(&bytes, part, count);
        fclose(file);
        bool whole = !buffer_failed(&bytes);
        if (whole)
                LLVMFuzzerTestOneInput((const uint8_t *)bytes.bytes, bytes.length);
        buffer_clear(&bytes);
        return whole;
}

int main(int argc, char **argv)
{
        int passed = 0;
        for (int i = 1; i < argc; i++)
                passed += replay(argv[i]);
        printf("%d passed, %d failed\n", passed, argc - 1 - passed);
        return passed == argc - 1 ? EXIT_SUCCESS : EXIT_FAILURE;
}
