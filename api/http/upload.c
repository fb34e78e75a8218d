#include "http/upload.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct upload *upload_open(size_t max)
{
        const char *folder = getenv("TMPDIR");
        struct upload *upload = calloc(1, sizeof *upload);
        if (!upload)
                return NULL;
        upload->max = max;
        upload->file = open(folder && *folder ? folder : "/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        upload->failed = upload->file < 0;
        return upload;
}

void upload_add(struct upload *upload, const char *bytes, size_t length)
{
        if (length > upload->max - upload->length)
                upload->too_large = true;
        while (length && !upload->too_large && !upload->failed) {
                ssize_t count = write(upload->file, bytes, length);
                if (count < 0 && errno != EINTR)
                        upload->failed = true;
                if (count <= 0)
                        continue;
                bytes += count;
                length -= (size_t)count;
                upload->length += (size_t)count;
        }
}

void upload_rewind(struct upload *upload)
{
        upload->failed = upload->failed || lseek(upload->file, 0, SEEK_SET) != 0;
}

void upload_close(struct upload *upload)
{
        if (upload && upload->file >= 0)
                close(upload->file);
        free(upload);
}
